import type { TierView } from '$lib/ipc';
import { expect, test } from 'vitest';
import { added, asSaved, changed, moved, removed } from './draft';

const tier = (name: string): TierView => ({
  name,
  criteria: `score >= ${name}`,
  plain: '',
  leads: 0,
  matching: 0,
  notMatching: 0,
  unknown: 0,
});
const tiers = [tier('1'), tier('2'), tier('3')];
const names = (drafts: { name: string }[] | null) => drafts?.map(({ name }) => name);

test('a tier keeps what it was called, so that its promises can follow it', () => {
  expect(asSaved(tiers).every(({ name, was }) => name === was)).toBe(true);
  expect(changed(tiers, 1, { name: 'Enterprise' })[1]).toEqual({ name: 'Enterprise', criteria: 'score >= 2', was: '2' });
  expect(added(tiers, '4', 'score > 1').at(-1)?.was).toBeNull();
});

test('tiers move by one place and no further than the ends', () => {
  expect(names(moved(tiers, 0, 1))).toEqual(['2', '1', '3']);
  expect(names(moved(tiers, 2, -1))).toEqual(['1', '3', '2']);
  expect(moved(tiers, 0, -1)).toBeNull();
  expect(moved(tiers, 2, 1)).toBeNull();
  expect(names(removed(tiers, 1))).toEqual(['1', '3']);
});
