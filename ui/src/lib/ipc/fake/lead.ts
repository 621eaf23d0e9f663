import type { ClockView, EventView, KinView, LeadFieldsView, LeadView, WaitingLeadView, WaitingView } from '../types';
import { cell, FIELDS } from './leads';

const SOURCE = 'import 3, report1696412345678.csv';

function event(at: string, title: string, kind: EventView['kind'], provenance: EventView['provenance'], detail: string | null): EventView {
  const stage = kind === 'stage' ? title.toLowerCase() : null;
  return { at, kind, title, stage, provenance, detail, source: SOURCE };
}

function clock(label: string, tone: ClockView['tone'], said: string, promised: string, wall: string, business: string): ClockView {
  const isOpen = tone === 'running' || said.startsWith('late');
  return { label, tone, isOpen, said, promised, started: '5 Apr 2026 10:04', due: '5 Apr 2026 12:04', wall, business };
}

function leadView(lead: number): LeadView {
  return {
    id: lead + 1,
    title: `${cell(lead, 'first_name')} ${cell(lead, 'last_name')}`,
    subtitle: `${cell(lead, 'title')}, ${cell(lead, 'company')}`,
    facts: ['stage', 'decision', 'email', 'source', 'industry', 'employees'].map((name) => ({
      label: FIELDS.find((field) => field.name === name)?.label ?? name,
      value: cell(lead, name),
    })),
    trigger: {
      rule: 'What it did in the 14 days before it became an MQL on 5 Apr 2026 10:04. The last counts as the trigger.',
      told: [{ label: 'MQL Trigger', value: 'Demo request' }],
      actions: [
        { at: '5 Apr 2026 09:58', title: 'Demo request', detail: 'Paid search: generic' },
        { at: '3 Apr 2026 16:20', title: 'Pricing page', detail: null },
        { at: '28 Mar 2026 11:02', title: 'Webinar', detail: 'Ransomware in hospitals · attended' },
      ],
      earlier: 0,
    },
    score: {
      now: '82',
      parts: [
        { label: 'Behaviour Score', value: '52' },
        { label: 'Fit Score', value: '30' },
      ],
      steps: [{ at: 'between 3 and 10 Mar 2026', of: null, was: '55', became: '82', provenance: 'bounded', source: SOURCE }],
      words: 'Columns of the file that are scores of their own.',
    },
    passes: [
      {
        number: 2,
        mql: '5 Apr 2026 10:04',
        decision: 'pending',
        outcome: 'Waits for a decision until 19 Apr 2026 10:04',
        clocks: [
          clock('Route', 'good', 'in time', 'within 30 min of working time', '12 min', '12 min'),
          clock('Decide', 'bad', 'late by 3 h 10 min of working time', 'within 4 h of working time', '1 day 2 h', '7 h 10 min'),
          clock('First contact', 'running', 'due today 16:00', 'within 1 day', '9 h 12 min', '4 h 2 min'),
          clock('Feedback', 'quiet', 'not known', 'within 2 days', '', ''),
        ],
      },
      { number: 1, mql: '3 Jan 2026', decision: 'rejected', outcome: 'Rejected on 8 Jan 2026', clocks: [] },
    ],
    decisions: [
      { at: '8 Jan 2026 16:40', what: 'Rejected', reason: 'No project or budget cycle', words: 'asked to call back in Q2', by: 'Claire Moreau', source: 'decided here' },
    ],
    recycled: [
      { track: 'Re-engage in a quarter', since: '8 Jan 2026', due: '9 Apr 2026', fate: 'Came back, not decided yet', isDue: false, byHand: '' },
    ],
    timeline: [
      event('3 Jan 2026', 'MQL', 'stage', 'derived', null),
      event('8 Jan 2026 16:40', 'Rejected', 'stage', 'recorded', 'No project or budget cycle: asked to call back in Q2, by Claire Moreau'),
      event('28 Mar 2026 11:02', 'Webinar', 'engagement', null, 'Ransomware in hospitals'),
      event('by 5 Apr 2026', 'MQL', 'stage', 'bounded', null),
      event('6 Apr 2026 10:00', 'Call', 'touch', null, 'no answer'),
    ],
  };
}

const LATE = 6;

export const commands = {
  lead: ({ id }: { id: number }): LeadView => leadView(id - 1),
  lead_fields: ({ id }: { id: number }): LeadFieldsView => ({
    known: FIELDS.filter((field) => !field.extra).map(({ name, label }, place) => ({
      label,
      value: cell(id - 1, name),
      source: 'import 3, report1696412345678.csv of 5 Oct 2026',
      was: place === 3 ? ['IT manager until between 3 and 10 Mar 2026'] : [],
    })),
    extra: [{ label: 'Sales Region EMEA?', value: 'yes', source: 'import 1, history-2025.csv of 2 Jan 2026', was: [] }],
  }),
  lead_kin: ({ id }: { id: number }): KinView => ({
    company: {
      name: 'fernquay-council.example',
      sentence: '6 others: 4 of 5 decided accepted, 1 waiting',
      members: Array.from({ length: 6 }, (_, place) => ({
        id: id + place + 1,
        name: `${cell(id + place, 'first_name')} ${cell(id + place, 'last_name')}`,
        role: cell(id + place, 'title'),
        stage: 'SQL',
        outcome: place === 2 ? 'Rejected' : 'Accepted',
        last: `${place + 3} Apr 2026`,
      })),
      more: 0,
    },
    duplicates: [{ card: { id: 902, title: 'A. Almeida', subtitle: 'CISO, Firm 77', source: 'import 1' }, why: 'Similar name at the same company' }],
    merged: [{ operation: 12, name: 'Ana Almeida', at: '3 Oct 2026 09:12', canPart: true }],
  }),
  part_leads: () => null,
  waiting_leads: ({ which }: { which: string }): WaitingView => {
    const leads = Array.from({ length: 40 }, (_, place): WaitingLeadView => {
      const lead = place * 3 + (which === 'lapsed' ? 500 : 0);
      const isLate = which === 'lapsed' || place < LATE;
      return {
        id: lead + 1,
        name: `${cell(lead, 'first_name')} ${cell(lead, 'last_name')}`,
        company: cell(lead, 'company'),
        title: cell(lead, 'title'),
        tier: place % 3 === 0 ? '1' : '2',
        said: isLate ? `late by ${LATE - (place % LATE)} days 3 h` : place < 12 ? 'due today 16:00' : 'due Thu 8 Oct 10:12',
        isLate,
        since: `${(place % 20) + 5} Sep 2026 09:12`,
      };
    });
    const verbs: WaitingView['verbs'] =
      which === 'lapsed' ? ['accept', 'reject', 'disqualify', 'recycle', 'requalify'] : ['accept', 'reject', 'disqualify'];
    return { total: leads.length, pending: 40, lapsed: 40, verbs, leads };
  },
};
