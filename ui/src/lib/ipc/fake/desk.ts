import type {
  CommitmentsView,
  ConsequencesView,
  ConsequenceView,
  Failure,
  HoursView,
  LadderView,
  RuleParts,
  SpanView,
  Weekday,
} from '../types';
import { step } from './workspace';

const DAYS: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const week = new Map<Weekday, SpanView[]>(DAYS.map((day, at) => [day, at < 5 ? [{ from: '09:00', to: '17:00' }] : []]));
let holidays = [
  { date: '2026-12-25', label: 'Fri, 25 Dec 2026', name: 'Christmas Day' },
  { date: '2026-12-26', label: 'Sat, 26 Dec 2026', name: 'Boxing Day' },
  { date: '2027-01-01', label: 'Fri, 1 Jan 2027', name: '' },
];

const STAGES = ['Inquiry', 'MQL', 'SAL', 'SQL', 'Opportunity', 'Won', 'Rejected', 'Disqualified', 'Lost', 'Churned'];
const called = new Map<string, string>();
const next = new Map<string, string[]>([
  ['inquiry', ['mql']],
  ['mql', ['sal', 'rejected']],
  ['sal', ['sql', 'disqualified']],
  ['sql', ['opportunity', 'disqualified']],
  ['opportunity', ['won', 'lost', 'disqualified']],
  ['won', ['churned']],
  ...['rejected', 'disqualified', 'lost', 'churned'].map((slug): [string, string[]] => [slug, ['inquiry', 'mql']]),
]);

let steps = new Map<string, [string, number][]>([['1', [['2026-01', 40]]]]);

const MANAGER = "rep's manager";
const blank = { level: '', running: 1, tier: '', clock: 'first-contact', origin: 'campaign' };
let rules: RuleParts[] = [
  { ...blank, kind: 'acceptance', level: '80', running: 3, who: ['VP Marketing', 'VP Sales'], title: 'Talk about acceptance, with the rejections of these weeks' },
  { ...blank, kind: 'clock', tier: '1', who: [MANAGER], title: 'Contact this tier 1 lead, or hand it to somebody who can' },
  { ...blank, kind: 'volume', running: 2, who: ['VP Marketing', 'VP Sales'], title: 'Review the campaign mix' },
  { ...blank, kind: 'origin', level: '30', who: ['VP Marketing'], title: 'Fix this campaign or end it' },
];

export const commands = {
  hours: (): HoursView => ({
    days: DAYS.map((day) => ({ day, label: day.charAt(0).toUpperCase() + day.slice(1), spans: week.get(day) ?? [] })),
    holidays,
    zone: 'Europe/Berlin',
    example: 'A lead of Friday 9 Oct 16:30 with 2 working hours is due Monday 12 Oct 10:30.',
    elsewhere: [
      '3 people work in America/New_York: there it is Friday 9 Oct 10:30, and the lead is due Friday 9 Oct 12:30, by the clocks there.',
    ],
    starter: false,
  }),
  set_day: ({ day, spans }: { day: Weekday; spans: SpanView[] }) => {
    spans.forEach(({ from, to }, at) => {
      if (from >= to) refuse(`spans.${at}`, `${from}-${to} does not end after it begins.`, 'Hours over midnight belong to both days.');
    });
    week.set(day, spans);
    return step(`Change the hours of ${day}`);
  },
  add_holidays: ({ text }: { text: string }) => {
    const days = [...text.matchAll(/(\d{4}-\d\d-\d\d) *(.*)/g)].map(([, date = '', name = '']) => ({ date, label: date, name }));
    if (days.length === 0) refuse('dates', `Line 1: “${text}” names no day. Nothing was added.`, 'Write one day a line, such as 2026-12-25.');
    const known = new Map([...holidays, ...days].map((day) => [day.date, day]));
    holidays = [...known.values()].toSorted((a, b) => a.date.localeCompare(b.date));
    return step(`Add ${days.length} holidays`);
  },
  name_holiday: ({ day, name }: { day: string; name: string }) => {
    holidays = holidays.map((kept) => (kept.date === day ? { ...kept, name: name.trim() } : kept));
    return step('Name a holiday');
  },
  remove_holiday: ({ day }: { day: string }) => {
    holidays = holidays.filter(({ date }) => date !== day);
    return step('Remove a holiday');
  },
  ladder: (): LadderView => {
    const nurtured = next.get('mql')?.includes('inquiry') ?? false;
    return {
      starters: [
        { slug: 'to-a-rep', label: 'An MQL goes to a rep', reading: 'Every MQL is routed to a rep, who accepts or rejects it.', chosen: !nurtured },
        {
          slug: 'nurtured-first',
          label: 'An MQL is nurtured first',
          reading: 'Marketing nurtures an MQL and may take it back; a rep accepts or rejects it when it is ready.',
          chosen: nurtured,
        },
      ],
      stages: STAGES.map((usual, at) => {
        const slug = usual.toLowerCase();
        return { slug, label: called.get(slug) ?? usual, usual, leads: [12, 290, 720, 410, 190, 88, 1402, 301, 64, 0][at] ?? 0, next: next.get(slug) ?? [], needed: slug === 'mql' ? ['sal', 'rejected'] : [] };
      }),
      starter: !nurtured,
    };
  },
  set_ladder_step: ({ from, to, allowed }: { from: string; to: string; allowed: boolean }) => {
    if (from === 'sal' && to === 'sql' && !allowed) {
      throw {
        code: 'refused',
        message: 'On this ladder no lead could come to be where some stand: SQL (410 leads), Opportunity (190 leads). Nothing was changed.',
        hint: 'Leave one way to each of these stages.',
        field: null,
        file: null,
      } as Failure;
    }
    const kept = (next.get(from) ?? []).filter((slug) => slug !== to);
    next.set(from, allowed ? [...kept, to] : kept);
    return step('Change the stage ladder');
  },
  call_stage: ({ stage, label }: { stage: string; label: string }) => {
    called.set(stage, label);
    return step(`Call ${stage} ${label}`);
  },
  use_ladder: ({ slug }: { slug: string }) => {
    next.set('mql', slug === 'nurtured-first' ? ['inquiry', 'sal', 'rejected'] : ['sal', 'rejected']);
    return step('Use another ladder');
  },
  commitments: (): CommitmentsView => {
    const month = (at: number) => ({ month: `2026-${String(at).padStart(2, '0')}`, label: new Date(2026, at - 1).toLocaleString('en', { month: 'short', year: 'numeric' }) });
    return {
      tiers: ['1', '2'].map((tier) => {
        const own = steps.get(tier) ?? [];
        const committed = own.at(-1)?.[1] ?? null;
        const volumes = [38, 44, 51, 40, 36, 47].map((delivered) => {
          const came = tier === '1' ? delivered : delivered * 6;
          return { delivered: came, committed, missed: committed !== null && came < committed };
        });
        return { tier, known: true, steps: own.map(([from, volume]) => ({ from: { month: from, label: month(Number(from.slice(5))).label }, volume })), volumes };
      }),
      months: Array.from({ length: 12 }, (_, at) => month(at + 1)),
      thisMonth: '2026-10',
      past: [4, 5, 6, 7, 8, 9].map(month),
      starter: steps.size === 0,
    };
  },
  commit_to: ({ tier, from, mqls }: { tier: string; from: string; mqls: number }) => {
    if (mqls < 0) refuse('volume', `${mqls} is no number of MQLs.`, 'Use 0 or more.');
    const kept = (steps.get(tier) ?? []).filter(([month]) => month !== from);
    steps = new Map(steps).set(tier, [...kept, [from, mqls] as [string, number]].toSorted());
    return step(`Commit to tier ${tier} from ${from}`);
  },
  remove_commitment: ({ tier, from }: { tier: string; from: string }) => {
    steps = new Map(steps).set(tier, (steps.get(tier) ?? []).filter(([month]) => month !== from));
    return step(`Take back tier ${tier} from ${from}`);
  },
  consequences: (): ConsequencesView => ({
    rules: rules.map(seen),
    tiers: ['1', '2'],
    clocks: ['Route', 'Decide', 'First contact', 'Feedback'].map((label) => ({ slug: label.toLowerCase().replace(' ', '-'), label, measures: '' })),
    roles: [MANAGER, 'Marketing ops', 'SDR lead', 'Rep', 'VP marketing', 'VP sales', 'RevOps', 'Customer success'],
    starter: false,
  }),
  try_consequence: ({ parts }: { parts: RuleParts }) => {
    if (parts.running < 1) refuse('running', `${parts.running} weeks running is no rule.`, 'Use 1 to 52.');
    return seen(parts);
  },
  save_consequence: ({ at, parts }: { at: number | null; parts: RuleParts }) => {
    if (parts.title.trim() === '') refuse('title', 'Nothing follows.', 'Write what is to be done, in a few words.');
    rules = at === null ? [...rules, parts] : rules.with(at, parts);
    return step(at === null ? 'Add a consequence' : 'Change a consequence');
  },
  remove_consequence: ({ at }: { at: number }) => {
    rules = rules.toSpliced(at, 1);
    return step('Remove a consequence');
  },
};

function seen(parts: RuleParts): ConsequenceView {
  const sentences = {
    acceptance: `Acceptance is below ${parts.level}% in ${parts.running} weeks running.`,
    clock: `First contact of a lead of tier ${parts.tier} is late.`,
    volume: `Fewer MQLs than committed in ${parts.running} months running.`,
    origin: `The acceptance of a ${parts.origin} is below ${parts.level}% beyond chance.`,
  };
  const share = Math.max(1, 90 - parts.running * 24);
  const odds = parts.kind === 'acceptance' || parts.kind === 'origin';
  return {
    parts,
    sentence: sentences[parts.kind],
    asks: parts.who.map((who) => (who === MANAGER ? 'the rep’s manager' : who)).join(' and '),
    luck: odds ? `Fires by luck in ${share} of 100 quarters.` : 'Looks at what happened to one lead: there is no luck in it.',
    basis: odds ? 'At the rate and volume of the last settled quarter here: 72 % accepted, 58 decided a week.' : null,
    past: 'In the past year it would have fired 3 times (26 settled weeks).',
    jumpy: odds && share > 10,
    trouble: null,
  };
}

function refuse(field: string, message: string, hint: string): never {
  throw { code: 'bad-input', message, hint, field, file: null } as Failure;
}
