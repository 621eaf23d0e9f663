import type { TierInput, TierView } from '$lib/ipc';

/** The tiers as they are sent back when nothing is different. */
export function asSaved(tiers: readonly TierView[]): TierInput[] {
  return tiers.map(({ name, criteria }) => ({ name, criteria, was: name }));
}

/** The same with other parts of one tier. */
export function changed(tiers: readonly TierView[], place: number, part: Partial<TierInput>): TierInput[] {
  return asSaved(tiers).map((tier, at) => (at === place ? { ...tier, ...part } : tier));
}

/** The same with one tier a place further up or down; null at the ends. */
export function moved(tiers: readonly TierView[], place: number, by: -1 | 1): TierInput[] | null {
  const drafts = asSaved(tiers);
  const tier = drafts[place];
  const to = place + by;
  if (!tier || to < 0 || to >= drafts.length) return null;
  return drafts.toSpliced(place, 1).toSpliced(to, 0, tier);
}

/** The same with a new tier at the end, where it catches only whom no other does. */
export function added(tiers: readonly TierView[], name: string, criteria: string): TierInput[] {
  return [...asSaved(tiers), { name, criteria, was: null }];
}

export function removed(tiers: readonly TierView[], place: number): TierInput[] {
  return asSaved(tiers).toSpliced(place, 1);
}
