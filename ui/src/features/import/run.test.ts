import { workspace } from '$lib/session';
import { beforeEach, expect, test, vi } from 'vitest';
import { run } from './run.svelte';

beforeEach(() => run.reset());

test('the steps follow one another, and nothing is committed before a dry run was shown', async () => {
  await run.open('/tmp/leads.csv');
  expect(run.step).toBe('map');
  await run.tryIt();
  expect(run.step).toBe('dry-run');
  expect(run.report?.dryRun).toBe(true);
});

test('a file that cannot be read leaves the first step and says why', async () => {
  await run.open('/tmp/leads.docx');
  expect(run.step).toBe('look');
  expect(run.looked.failure?.code).toBe('no-such-file');
});

test('an import reports what it did, and what shows leads is asked again', async () => {
  await run.open('/tmp/leads.csv');
  await run.tryIt();
  const before = workspace.revision;
  await run.commit();
  expect(run.step).toBe('report');
  expect(run.report?.batch).not.toBeNull();
  expect(workspace.revision).toBeGreaterThan(before);
});

test('a cancelled import goes back to the dry run', async () => {
  await run.open('/tmp/leads.csv');
  await run.tryIt();
  const committing = run.commit();
  await vi.waitFor(() => expect(run.progress).not.toBeNull());
  await run.cancel();
  await committing;
  expect(run.step).toBe('dry-run');
  expect(run.look, 'the mapping is not lost').not.toBeNull();
});
