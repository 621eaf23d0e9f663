import { commands, Failure } from '$lib/ipc';
import { workspace } from '$lib/session';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from './run.svelte';
import { newFiles, watched } from './watched.svelte';

const LEADS = '/tmp/leads.csv';
const ACTIVITIES = '/tmp/activities.csv';
const DEALS = '/tmp/deals.xlsx';

beforeEach(() => run.reset());

describe('the steps', () => {
  test('follow one another, and nothing is committed before a dry run was shown', async () => {
    await run.open([LEADS]);
    expect(run.step).toBe('map');
    await run.tryIt();
    expect(run.step).toBe('dry-run');
    expect(run.go?.dryRun).toBe(true);
  });

  test('a file that cannot be read leaves the first step and says why', async () => {
    await run.open(['/tmp/leads.docx']);
    expect(run.step).toBe('look');
    expect(run.refused[0]?.looked.failure?.code).toBe('no-such-file');
  });

  test('an import reports what it did, and what shows leads is asked again', async () => {
    await run.open([LEADS]);
    await run.tryIt();
    const before = workspace.revision;
    await run.commit();
    expect(run.step).toBe('report');
    expect(run.go?.files[0]?.batch).not.toBeNull();
    expect(workspace.revision).toBeGreaterThan(before);
  });

  test('a cancelled import goes back to the dry run', async () => {
    await run.open([LEADS]);
    await run.tryIt();
    const committing = run.commit();
    await vi.waitFor(() => expect(run.progress).not.toBeNull());
    await run.cancel();
    await committing;
    expect(run.step).toBe('dry-run');
    expect(run.file?.look, 'the mapping is not lost').not.toBeNull();
  });
});

describe('several files', () => {
  test('each keeps what was said about it, and the first that waits is shown', async () => {
    await run.open([ACTIVITIES, LEADS, DEALS]);
    expect(run.files.map(({ undecided }) => undecided)).toEqual([1, 3, 0]);
    expect(run.at).toBe(0);
    await run.choose({ kind: 'value', group: 'side', value: 'Chat', becomes: 'touch' });
    expect(run.files[0]?.undecided).toBe(0);
    expect(run.undecided).toBe(3);
    await run.tryIt();
    expect(run.go?.files.map(({ source }) => source)).toHaveLength(3);
  });

  test('a file is taken once, and files can be added later', async () => {
    await run.open([LEADS, LEADS]);
    await run.open([DEALS, LEADS]);
    expect(run.files.map(({ path }) => path)).toEqual([LEADS, DEALS]);
  });

  test('one that cannot be read holds up the others until it is left out', async () => {
    await run.open([LEADS, '/tmp/broken.csv']);
    expect(run.step).toBe('map');
    run.show(0);
    await run.tryIt();
    expect(run.step).toBe('map');
    expect(run.file?.refused, 'it is shown, to be repaired or left out').toBe(true);
    run.leaveOut(run.files[1]!);
    await run.tryIt();
    expect(run.step).toBe('dry-run');
  });

  test('the one that stops a dry run or an import is shown, and nothing moves on', async () => {
    const message = 'deals.xlsx was not imported: the file cannot be read.';
    const gone = new Failure({ code: 'no-such-file', message, hint: null, field: null, file: DEALS });
    await run.open([LEADS, DEALS]);
    vi.spyOn(commands, 'importTry').mockRejectedValueOnce(gone);
    run.show(0);
    await run.tryIt();
    expect([run.step, run.file?.path, run.tried.failure?.message]).toEqual(['map', DEALS, message]);
    await run.tryIt();
    expect([run.step, run.culprit]).toEqual(['dry-run', null]);
    vi.spyOn(commands, 'importCommit').mockRejectedValueOnce(gone);
    run.show(0);
    await run.commit();
    expect([run.step, run.file?.path, run.culprit?.path]).toEqual(['map', DEALS, DEALS]);
  });

  test('leaving the last one out begins anew', async () => {
    await run.open([LEADS]);
    run.leaveOut(run.files[0]!);
    expect(run.step).toBe('look');
  });
});

describe('a watched folder', () => {
  test('files with nothing to decide are counted, and nothing is written before somebody has seen the counts', async () => {
    await run.takeIn(['/tmp/clean_activities.csv']);
    expect(run.step, 'one kind of activity has no side yet').toBe('map');
    for (const path of ['/tmp/clean.csv', DEALS]) {
      await run.takeIn([path]);
      expect(run.step, path).toBe('dry-run');
      expect(run.go?.dryRun).toBe(true);
      expect(run.watched).toBe(true);
    }
    await run.commit();
    expect(run.step).toBe('report');
    await run.open([LEADS]);
    expect(run.watched, 'files somebody chose').toBe(false);
  });

  test('only files that never came in are new', async () => {
    await watched.refresh();
    const folder = watched.folders.find(({ pattern }) => pattern === 'leads_*.csv')!;
    expect(newFiles(folder).map(({ name }) => name)).toEqual(['leads_2026-10-04.csv', 'leads_2026-10-05.csv']);
  });
});
