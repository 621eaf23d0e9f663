import type { OtherGroupView, OtherView, PicklistUseView, PromoteInput, PromotionView, RateView, UsedView } from '../types';
import { step } from './workspace';

/** A rate as the shell writes it. */
export function rate(numerator: number, denominator: number): RateView {
  if (denominator === 0) return { numerator, denominator, first: '', second: '', interval: '' };
  const p = numerator / denominator;
  const z = 1.96;
  const middle = (p + (z * z) / (2 * denominator)) / (1 + (z * z) / denominator);
  const reach =
    (z * Math.sqrt((p * (1 - p)) / denominator + (z * z) / (4 * denominator * denominator))) / (1 + (z * z) / denominator);
  const whole = (share: number) => Math.round(share * 100);
  const counts = `${numerator} of ${denominator}`;
  const share = `${whole(p)} %`;
  const [first, second] = denominator < 20 ? [counts, share] : [share, counts];
  return { numerator, denominator, first, second, interval: `${whole(middle - reach)} to ${whole(middle + reach)} %` };
}

/** A list behind a number. */
export const drill = (label: string) => ({ label, token: '{}' });

const WORDS: [string, number, [string, number][]][] = [
  ['Already a customer', 21, [['is a customer already', 9], ['existing customer', 7], ['Customer since 2024', 3], ['customer!', 2]]],
  ['Works for a reseller, wants to become a partner', 14, [['wants to be a partner', 8], ['Reseller', 6]]],
  ['Student', 11, [['student', 8], ['is writing a thesis', 3]]],
  ['Works for a competitor', 7, [['competitor', 5], ['works at a compettitor', 2]]],
  ['asked us to call next year after the merger is through and the new head of security has started', 1, []],
];

let groups: OtherGroupView[] = WORDS.map(([example, count, texts]) => ({
  example,
  count,
  drill: drill(`Other: ${example}`),
  newest: '24 Sep 2026',
  texts: (texts.length > 0 ? texts : ([[example, count]] as [string, number][])).map(([text, n]) => ({
    text,
    count: n,
    drill: drill(`Other: ${text}`),
  })),
}));

const view = (): OtherView => ({
  groups,
  withoutWords: 4,
  withoutWordsDrill: drill('Other without words'),
  buckets: [
    { value: 'fit', label: 'Fit', track: null },
    { value: 'timing', label: 'Timing', track: 1 },
    { value: 'data', label: 'Data', track: 3 },
  ],
  tracks: [
    { id: 1, label: 'Re-engage in a quarter', days: 91, reasons: [], retired: false },
    { id: 2, label: 'Deprioritised', days: null, reasons: [], retired: false },
    { id: 3, label: 'Enrich first', days: 7, reasons: [], retired: false },
  ],
  teams: [{ id: 1, name: 'Marketing ops', retired: false }],
});

function promotion({ promote }: { promote: PromoteInput }): PromotionView {
  const leads = groups.flatMap(({ texts }) => texts).reduce((sum, { text, count }) => sum + (promote.texts.includes(text) ? count : 0), 0);
  const target = promote.label === '' ? 'out of Other' : `from Other to “${promote.label}”`;
  return {
    sentence: `${leads} leads move ${target}; weekly totals stay.`,
    leads,
    drill: drill('Leads that would move out of Other'),
    known: promote.label === 'Duplicate',
    months: [
      { month: 'Aug 2026', before: rate(41, 240), after: rate(41 - Math.floor(leads / 2), 240), moves: leads > 1 },
      { month: 'Sep 2026', before: rate(58, 231), after: rate(58 - Math.ceil(leads / 2), 231), moves: leads > 0 },
    ],
  };
}

function used(rejections: number, other: number, most: string, share: number): UsedView {
  return {
    rejections,
    drill: drill('Rejections'),
    other: rate(other, rejections),
    otherDrill: drill('Other'),
    most,
    mostShare: rate(share, rejections),
    mostDrill: drill(most),
  };
}

const picklist = (): PicklistUseView => ({
  fewest: 8,
  all: used(1402, 203, 'Wrong persona', 274),
  months: ['Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep'].map((month, place) => ({
    month: `${month} 2026`,
    used: used(230, 20 + place * 7, 'Wrong persona', 44),
  })),
  reps: [
    {
      rep: 'Marcus Hale',
      used: used(120, 61, 'Unspecified', 61),
      months: [{ month: 'Sep 2026', used: used(22, 14, 'Unspecified', 14) }],
      habits: ['Picks Other beyond chance: 51 % (61 of 120, 42 to 60 %), all others 11 % (142 of 1,282, 9 to 13 %)'],
    },
    {
      rep: 'Youssef Amrani',
      used: used(20, 0, 'Wrong persona', 18),
      months: [{ month: 'Sep 2026', used: used(20, 0, 'Wrong persona', 18) }],
      habits: ['One reason for all: “Wrong persona” 90 % (18 of 20, 70 to 97 %), all others 19 % (256 of 1,382, 17 to 21 %)'],
    },
    { rep: 'Jonas Brandt', used: used(310, 42, 'Industry not served', 61), months: [], habits: [] },
    { rep: 'Femke de Wit', used: used(6, 1, 'Duplicate', 3), months: [], habits: [] },
  ],
});

export const commands = {
  other_desk: view,
  promotion,
  promote_other: ({ promote }: { promote: PromoteInput }) => {
    groups = groups.filter(({ texts }) => !texts.some(({ text }) => promote.texts.includes(text)));
    return step('Promote 21 rejections of Other');
  },
  picklist_use: picklist,
};
