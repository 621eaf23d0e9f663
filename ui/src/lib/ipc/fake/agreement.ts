import type { ClocksView, WaitingClockView, EscalationsView, ItemState, ItemView, KeptCellView, PactView } from '../types';
import { drill, rate } from './other';
import { step } from './workspace';

const CLOCKS = ['Route', 'Decide', 'First contact', 'Feedback'];
const MONTHS = ['Apr 2026', 'May 2026', 'Jun 2026', 'Jul 2026', 'Aug 2026', 'Sep 2026'];

function cell(met: number, due: number): KeptCellView {
  return { rate: rate(met, due), dueDrill: drill('due'), missed: due - met, missedDrill: drill('missed'), beside: '3 running' };
}

const row = (name: string, size: number) => ({
  name,
  cells: [0.93, 0.71, 0.62, 0.8].map((share) => cell(Math.round(size * share), size)),
});

function clock(place: number, late: boolean): WaitingClockView {
  return {
    lead: 100 + place,
    pass: 1,
    name: ['Ana Almeida', 'Bruno Costa', 'Anneliese von Hohenstein-Lindqvist', 'Deniz Dogan'][place % 4] ?? '',
    company: ['Fernquay Council B.V.', 'Morningwood Grid B.V.'][place % 2] ?? '',
    clock: CLOCKS[place % 4] ?? '',
    tier: place % 3 === 0 ? '1' : '2',
    owner: place % 7 === 0 ? '' : 'Marcus Hale',
    state: late ? 'missed' : 'running',
    started: '24 Sep 2026 16:40',
    due: '25 Sep 2026 09:40',
    wall: `${3 + (place % 5)} d 4 h`,
    work: '12 h 20 min',
  };
}

const waits = (owner: string, late: number, running: number) => ({
  owner,
  late,
  lateDrill: drill(`Late clocks ${owner}`),
  running,
  runningDrill: drill(`Running clocks ${owner}`),
  longest: '174 d 3 h',
});

const clocks = (): ClocksView => ({
  asOf: '28 Sep 2026 09:52',
  empty: false,
  waits: waits('', 1284, 96),
  owners: [waits('Jonas Brandt', 340, 22), waits('Marcus Hale', 201, 9), waits('', 40, 1), waits('Femke de Wit', 0, 3)],
  late: Array.from({ length: 25 }, (_, place) => clock(place, true)),
  running: Array.from({ length: 25 }, (_, place) => clock(place, false)),
  clocks: CLOCKS,
  silent: [],
  kept: [
    { by: '', rows: [row('All leads', 2500)] },
    { by: 'Tier', rows: [row('Tier 1', 310), row('Tier 2', 1410), row('No tier', 780)] },
    { by: 'Team', rows: [row('DACH', 1200), row('Benelux & France', 800), row('UK & Ireland', 500)] },
    { by: 'Owner', rows: [row('Jonas Brandt', 640), row('Marcus Hale', 200), row('No owner', 12)] },
  ],
});

const volume = (delivered: number, committed: number, verdict: string) => ({
  delivered,
  committed,
  missing: Math.max(0, committed - delivered),
  verdict,
  drill: drill('MQLs'),
});

const pact = (): PactView => ({
  asOf: '28 Sep 2026 09:52',
  months: MONTHS,
  gone: '91 % of Sep 2026 is gone',
  marketingKept: rate(5, 9),
  marketing: location.search.includes('pact=none')
    ? []
    : [
        {
          name: 'Tier 1',
          kept: rate(2, 4),
          months: [null, volume(48, 40, 'met'), volume(31, 40, 'missed'), volume(44, 40, 'met'), volume(28, 40, 'missed'), volume(36, 40, 'running')],
        },
        {
          name: 'Tier 2',
          kept: rate(3, 5),
          months: [120, 131, 118, 140, 97, 88].map((n, place) => volume(n, 120, place === 5 ? 'running' : n >= 120 ? 'met' : 'missed')),
        },
      ],
  salesKept: rate(7841, 10204),
  sales: ['Tier 1', 'Tier 2'].flatMap((tier) =>
    ['Route within 30 minutes at work', 'Decide within 48 hours', 'First contact within 2 hours at work', 'Feedback within 48 hours'].map(
      (promise, place) => ({
        tier,
        promise,
        months: MONTHS.map((_, month) => cell(30 - place * 5 + month, 44)),
        kept: cell(180 - place * 30, 264),
      }),
    ),
  ),
});

function item(id: number, givenTo: number | null, state: ItemState): ItemView {
  return {
    givenTo,
    has: [],
    id,
    title: 'Contact these tier 1 leads, or hand them to somebody who can',
    subject: 'First contact missed: 9 leads of Marcus Hale, tier 1, week of 21 Sep 2026',
    told: ['9 leads wait; of 14 due in that time 3 met (8 to 48 %)', 'As of 28 Sep 2026 09:52, import 1'],
    rule: "first-contact missed for tier 1 -> rep's manager: Contact these tier 1 leads",
    asked: "rep's manager",
    state,
    openedAt: '28 Sep 2026 09:52',
    closedAt: state === 'open' ? null : '28 Sep 2026 10:20',
    note: state === 'open' ? null : 'Called all of them',
    leads: 9,
    drill: drill('First contact missed'),
  };
}

let items = [item(1, 1, 'open'), item(2, 1, 'open'), item(3, null, 'open'), item(4, 1, 'done')];
let fresh = ['First contact missed: 4 leads of Ana Almeida, tier 1, week of 21 Sep 2026'];
const PERSONS = [
  { id: 1, name: 'Ida Lindqvist', role: 'SDR lead' },
  { id: 2, name: 'Nora Haas', role: 'VP sales' },
];

function escalations({ all }: { all: boolean }): EscalationsView {
  const shown = items.filter(({ state }) => all || state === 'open');
  const owners = [...new Set(shown.map(({ givenTo }) => givenTo))];
  const nameOf = (person: number | null) => PERSONS.find(({ id }) => id === person)?.name;
  return {
    asOf: '28 Sep 2026 09:52',
    toOpen: fresh.length,
    open: items.filter(({ state }) => state === 'open').length,
    all: items.length,
    rules: [
      {
        sentence: 'Acceptance is below 80% in 3 weeks running.',
        asks: 'VP Marketing, VP Sales: Talk about acceptance, with the rejections of these weeks',
        luck: 'Fires by luck once in 11 quarters here: 82 % of 20 a week',
        fresh: [],
        opened: 1,
      },
      {
        sentence: 'First contact of a lead of tier 1 is late.',
        asks: "rep's manager: Contact these tier 1 leads, or hand them to somebody who can",
        luck: 'No question of luck: it is about what happened',
        fresh,
        opened: 3,
      },
      { sentence: 'Fewer MQLs than committed in 2 months running.', asks: 'VP Marketing: Review the campaign mix', luck: 'Nothing to go by yet', fresh: [], opened: 0 },
    ],
    people: owners.map((owner) => {
      const name = nameOf(owner);
      const theirs = shown.filter((one) => one.givenTo === owner).map((one) => ({ ...one, has: name ? [name] : [] }));
      return {
        person: owner,
        name: name ?? 'Nobody yet',
        open: theirs.filter(({ state }) => state === 'open').length,
        items: theirs,
      };
    }),
    persons: PERSONS,
  };
}

export const commands = {
  clocks,
  pact,
  escalations,
  escalate: () => {
    items = [...items, ...fresh.map((_, place) => item(10 + place, null, 'open'))];
    fresh = [];
    return step('Open 1 escalation');
  },
  assign_escalation: ({ id, person }: { id: number; person: number | null }) => {
    items = items.map((one) => (one.id === id ? { ...one, givenTo: person } : one));
    return step('Assign an escalation');
  },
  set_escalation: ({ id, state, note }: { id: number; state: ItemState; note: string | null }) => {
    items = items.map((one) => (one.id === id ? { ...one, state, note, closedAt: state === 'open' ? null : '28 Sep 2026 10:20' } : one));
    return step(state === 'open' ? 'Open an escalation again' : 'Close an escalation');
  },
  export_escalations: ({ path }: { path: string }) => `Wrote ${items.length} escalations to ${path}.`,
  copy_escalations: () => '2 escalations on the clipboard as text.',
};
