import { commands } from '$lib/ipc';
import { workspace } from '$lib/session';
import { beforeEach, expect, test, vi } from 'vitest';
import { Merging } from './merging.svelte';

let merging: Merging;
beforeEach(async () => {
  await workspace.refresh();
  merging = new Merging();
  await merging.refresh();
});

test('the likeliest pair is shown, and a gap of the kept lead is filled from the other', () => {
  expect(merging.pair).toEqual(merging.pairs[0]);
  expect(merging.sideOf('company')).toBe('one');
  expect(merging.sideOf('industry'), 'the kept lead does not know its industry').toBe('other');
});

test('keeping the other lead turns every choice round', () => {
  merging.take('company', 'other');
  merging.keepSide('other');
  expect(merging.sideOf('company')).toBe('other');
  expect(merging.sideOf('title'), 'now the first one fills the gap').toBe('one');
});

test('what is sent names the kept lead and the fields taken from the other', async () => {
  const sent = vi.spyOn(window.__TAURI_INTERNALS__ as { invoke: (...all: unknown[]) => unknown }, 'invoke');
  const { one, other } = merging.pair!;
  merging.keepSide('other');
  merging.take('email', 'one');
  await merging.merge();
  const call = sent.mock.calls.find(([command]) => command === 'merge_leads');
  expect(call?.[1]).toEqual({ keep: other, other: one, takeFromOther: ['title', 'email'] });
  sent.mockRestore();
});

test('a decision goes on to the pair that followed, and can be undone', async () => {
  const [first, second] = merging.pairs;
  await merging.keepApart();
  await merging.refresh();
  expect(merging.pairs).not.toContainEqual(first);
  expect(merging.pair).toEqual(second);
  expect(workspace.view?.undo?.label).toBe('Keep two leads apart');
  expect((await commands.duplicates()).length).toBe(merging.pairs.length);
});
