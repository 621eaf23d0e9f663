import type { ConsequencesView, RuleParts } from '$lib/ipc';

export const KINDS: { value: RuleParts['kind']; label: string }[] = [
  { value: 'acceptance', label: 'Acceptance is low for weeks' },
  { value: 'clock', label: 'A clock is missed' },
  { value: 'volume', label: 'Fewer MQLs than committed' },
  { value: 'origin', label: 'A source or campaign is low' },
];

/** A rule to begin with. */
export function fresh({ tiers, roles }: Pick<ConsequencesView, 'tiers' | 'roles'>): RuleParts {
  const sales = roles.find((role) => /vp sales/i.test(role)) ?? roles[0];
  return {
    kind: 'acceptance',
    level: '70',
    running: 3,
    tier: tiers[0] ?? '',
    clock: 'first-contact',
    origin: 'campaign',
    who: sales === undefined ? [] : [sales],
    title: '',
  };
}

/** What an input of another kind begins with: a rule that never had a level has none to show. */
export function filled(parts: RuleParts, kind: RuleParts['kind'], tiers: string[]): RuleParts {
  const level = parts.level === '' ? (kind === 'origin' ? '30' : '70') : parts.level;
  const tier = parts.tier === '' ? (tiers[0] ?? '') : parts.tier;
  return { ...parts, kind, level, tier };
}

export function toggled(who: readonly string[], one: string): string[] {
  return who.includes(one) ? who.filter((kept) => kept !== one) : [...who, one];
}
