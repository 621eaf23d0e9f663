import { expect, test } from 'vitest';
import { Selection } from './selection.svelte';

test('some are chosen by their ids, all but some by those left out', () => {
  const selection = new Selection();
  selection.set(3, true);
  selection.toggle(5);
  selection.toggle(3);
  expect(selection.ids).toEqual([5]);
  expect(selection.size(100)).toBe(1);
  selection.chooseAll();
  selection.toggle(7);
  expect(selection.has(7)).toBe(false);
  expect(selection.has(8), 'also one nobody has scrolled to').toBe(true);
  expect(selection.size(100)).toBe(99);
  expect(selection.except).toEqual([7]);
  selection.toggle(7);
  expect(selection.size(100)).toBe(100);
  selection.clear();
  expect(selection.size(100)).toBe(0);
  expect(selection.has(5), 'what was chosen before all is forgotten').toBe(false);
});
