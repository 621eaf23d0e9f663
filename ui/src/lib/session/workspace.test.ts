import { commands } from '$lib/ipc';
import { beforeEach, expect, test } from 'vitest';
import { workspace } from './workspace.svelte';

beforeEach(() => workspace.refresh());

test('an import is taken back only after a yes, other steps at once', async () => {
  expect(workspace.view?.undo?.redoable).toBe(false);
  await workspace.undo();
  expect(workspace.doubtful?.source).toBe('report1696412345678.csv');
  expect((await commands.imports())[0]?.undone).toBe(false);

  await workspace.takeBack(workspace.doubtful!);
  expect(workspace.doubtful).toBeNull();
  expect((await commands.imports())[0]?.undone).toBe(true);

  expect(workspace.view?.undo?.redoable).toBe(true);
  await workspace.undo();
  expect(workspace.doubtful).toBeNull();
  expect(workspace.view?.redo).not.toBeNull();
});

test('a workspace that closes takes its question along', async () => {
  await commands.openSample();
  await workspace.refresh();
  await workspace.undo();
  expect(workspace.doubtful).not.toBeNull();
  await workspace.close();
  expect(workspace.doubtful).toBeNull();
});

test('an import that others stand on stays, and the question says what stands on it', async () => {
  await commands.openSample();
  await workspace.refresh();
  const oldest = (await commands.imports()).at(-1)!;
  workspace.doubt(oldest);
  await workspace.takeBack(oldest);
  expect(workspace.doubtful?.id, 'the question stays open, with the reason').toBe(oldest.id);
  expect(workspace.refusal?.hint).toContain('14 leads');
  workspace.doubt(null);
  expect(workspace.refusal).toBeNull();
});
