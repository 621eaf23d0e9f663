import type { EffectView, Failure, LevelRowView, LevelsView, PromiseView, TierInput, TiersView } from '../types';
import { commands as criteria } from './criteria';
import { step } from './workspace';

const ALL = 5002;
const STARTER: TierInput[] = [
  { name: '1', criteria: 'score >= 75 and seniority in ("C-Level", "VP", "Director")', was: '1' },
  { name: '2', criteria: 'score >= 50 and persona is known', was: '2' },
];
let drafts = STARTER;

const CLOCKS = [
  { slug: 'route', label: 'Route', measures: 'from MQL until it is with a rep' },
  { slug: 'decide', label: 'Decide', measures: 'from routing until accepted or rejected' },
  { slug: 'first-contact', label: 'First contact', measures: 'from MQL until sales tries to reach it' },
  { slug: 'feedback', label: 'Feedback', measures: 'from MQL until marketing hears back' },
];

const promise = (amount: number, unit: PromiseView['unit'], basis: PromiseView['basis']): PromiseView => ({ amount, unit, basis });
type Row = (PromiseView | null)[];
const OTHERS: Row = [promise(4, 'hours', 'business'), promise(48, 'hours', 'wall'), promise(24, 'hours', 'wall'), promise(48, 'hours', 'wall')];
const FIRST: Row = [promise(30, 'minutes', 'business'), OTHERS[1]!, promise(2, 'hours', 'business'), OTHERS[3]!];
const starterLevels = () => new Map<string, Row>([['1', FIRST], ['2', OTHERS], ['', OTHERS]]);
let levels = starterLevels();
let fresh = { tiers: true, levels: true };

export const commands = {
  tiers: () => view(drafts),
  try_tiers: ({ tiers }: { tiers: TierInput[] }) => {
    check(tiers);
    return { tiers: view(tiers), clocks: CLOCKS.map(({ label }, at) => effect(label, 410 + at * 30, 380 + at * 51)) };
  },
  save_tiers: ({ tiers }: { tiers: TierInput[] }) => {
    check(tiers);
    drafts = tiers.map((tier) => ({ ...tier, was: tier.name }));
    fresh = { ...fresh, tiers: false };
    return step('Change the tiers');
  },
  service_levels: (): LevelsView => ({
    clocks: CLOCKS,
    rows: [...drafts.map(({ name }) => row(name)), row('')],
    starter: fresh.levels,
    decisionWindow: '336 hours',
  }),
  try_promise: ({ promise: asked }: { promise: PromiseView | null }): EffectView => {
    refuse(asked);
    return asked ? effect('First contact', 410, Math.min(1180, 300 + asked.amount * 9)) : { ...effect('First contact', 410, 0), then: 'none due yet' };
  },
  set_promise: ({ tier, clockOf, promise: asked }: { tier: string | null; clockOf: string; promise: PromiseView | null }) => {
    refuse(asked);
    const at = CLOCKS.findIndex(({ slug }) => slug === clockOf);
    levels = new Map(levels).set(tier ?? '', (levels.get(tier ?? '') ?? OTHERS).with(at, asked));
    fresh = { ...fresh, levels: false };
    return step(`Change ${CLOCKS[at]?.label.toLowerCase()} of ${tier === null ? 'every other lead' : `tier ${tier}`}`);
  },
  remove_promises: ({ tier }: { tier: string }) => {
    levels = new Map([...levels].filter(([name]) => name !== tier));
    return step(`Remove the service levels of tier ${tier}`);
  },
  level_presets: () => [
    {
      slug: 'two-hours',
      label: 'Tier 1 contacted within 2 hours',
      source:
        'Published as what sales owes marketing: tier 1 within 2 hours, tier 2 within 24, feedback on every lead within 48. The 2 hours are working hours.',
      chosen: levels.get('1') === FIRST,
      effect: effect('First contact', 1810, 1810),
    },
    {
      slug: 'one-day',
      label: 'Every tier contacted within 24 hours',
      source: 'Published as well: 24 hours of the clock for every tier, the first included, and feedback within 48.',
      chosen: levels.get('1') === OTHERS,
      effect: effect('First contact', 1810, 2204),
    },
  ],
  use_level_preset: ({ slug }: { slug: string }) => {
    levels = starterLevels().set('1', slug === 'one-day' ? OTHERS : FIRST);
    return step('Use other service levels');
  },
  restore_desk: ({ which }: { which: string }) => {
    if (which === 'tiers') drafts = STARTER;
    if (which === 'levels') levels = starterLevels();
    fresh = { ...fresh, [which]: true };
    return step(`Restore ${which}`);
  },
};

function view(tiers: TierInput[]): TiersView {
  const shares = [0.12, 0.37, 0.2, 0.1];
  const shown = tiers.map(({ name, criteria: text }, at) => {
    const leads = Math.round(ALL * (shares[(text.length + at) % 4] ?? 0.1));
    const plain = criteria.check_criteria({ text }).plain ?? text;
    return { name, criteria: text, plain, leads, matching: leads + 41, notMatching: ALL - leads - 141, unknown: 100 };
  });
  const caught = shown.reduce((sum, { leads }) => sum + leads, 0);
  return { tiers: shown, without: Math.max(0, ALL - caught), all: ALL, starter: fresh.tiers };
}

function row(tier: string): LevelRowView {
  const own = levels.get(tier);
  const cells = (own ?? OTHERS).map((one, at) => ({
    promise: one,
    text: one ? `Within ${one.amount} ${one.unit}${one.basis === 'business' ? ' at work' : ''}` : 'No promise',
    met: one ? met(300 + tier.length * 111 + at * 57, 1204) : '',
  }));
  return { tier: tier || null, label: tier ? `Tier ${tier}` : 'Every other lead', own: own !== undefined, known: true, cells };
}

const met = (kept: number, due: number) => `${kept} of ${due.toLocaleString('en-US')} met, ${Math.round((kept / due) * 100)} %`;

function effect(label: string, now: number, then: number): EffectView {
  return { label, now: met(now, 2460), then: met(then, 2460), changed: now !== then };
}

function check(tiers: TierInput[]): void {
  tiers.forEach(({ name }, at) => {
    const fail = (message: string) => {
      throw { code: 'bad-input', message, hint: 'Such as 1 or Enterprise.', field: `tiers.${at}.name`, file: null } as Failure;
    };
    if (name.trim() === '') fail('A tier needs a name.');
    if (tiers.findIndex((other) => other.name.trim() === name.trim()) < at) fail(`There is a tier ${name} already.`);
  });
}

function refuse(asked: PromiseView | null): void {
  if (asked && asked.amount < 1) {
    const hint = 'Use 1 minute up to a year; choose no promise to promise nothing.';
    throw { code: 'bad-input', message: `${asked.amount} is no length of a promise.`, hint, field: 'amount', file: null } as Failure;
  }
}
