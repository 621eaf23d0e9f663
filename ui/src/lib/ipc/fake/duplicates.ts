import type { DuplicateView, MergeView } from '../types';
import { step } from './workspace';

let pairs: DuplicateView[] = [
  pair(41, 902, ['Ana Almeida', 'CISO, Firm 77, Inc'], ['A. Almeida', 'CISO, Firm 77'], 'same e-mail domain, names that differ in one word', 0.97),
  pair(120, 2211, ['Chiara Costa', 'Head of security, Nordlicht GmbH'], ['Chiara Costa', 'Nordlicht'], 'same name, companies that differ by “GmbH”', 0.93),
  pair(7, 3012, ['Deniz Dogan', 'IT manager, Firm 9'], ['Deniz Doğan', 'IT manager, Firm 9'], 'same company, names that differ by an accent', 0.91),
  pair(88, 89, ['فاطمة الزهراء', 'مديرة, Firm 12'], ['Fatima Al-Zahra', 'Director, Firm 12'], 'same phone number', 0.71),
];

export const commands = {
  duplicates: () => pairs,
  merge_look: ({ one, other }: { one: number; other: number }): MergeView => {
    const found = pairs.find((known) => known.one === one && known.other === other);
    if (!found) throw { code: 'refused', message: 'One of these leads is gone.', hint: null, field: null };
    const row = (field: string, label: string, a: string, b: string) => ({ field, label, one: a, other: b, differs: a !== b });
    return {
      one: { id: one, title: found.oneTitle, subtitle: found.oneSubtitle, source: 'import 1, history-2025.csv' },
      other: { id: other, title: found.otherTitle, subtitle: found.otherSubtitle, source: 'import 3, report1696412345678.csv' },
      rows: [
        row('external_id', 'External id', '00Q5e00000AbCdEAAV', '00Q5e00000ZzYyXAAV'),
        row('first_name', 'First name', found.oneTitle.split(' ')[0]!, found.otherTitle.split(' ')[0]!),
        row('last_name', 'Last name', 'Almeida', 'Almeida'),
        row('email', 'E-mail', 'ana.almeida@firm77.example.com', 'a.almeida@firm77.example.com'),
        row('company', 'Company', 'Firm 77, Inc', 'Firm 77'),
        row('title', 'Job title', 'CISO', ''),
        row('source', 'Source', 'Webinar', 'Content'),
        row('country', 'Country', 'Portugal', 'Portugal'),
        row('industry', 'Industry', '', 'Healthcare'),
      ],
      brings: '3 stage events, 12 activities and 1 deal move along.',
    };
  },
  merge_leads: ({ keep, other }: { keep: number; other: number }) => {
    pairs = pairs.filter(({ one, other: second }) => ![one, second].includes(keep) && ![one, second].includes(other));
    return step('Merge two leads');
  },
  keep_apart: ({ one, other }: { one: number; other: number }) => {
    pairs = pairs.filter((known) => known.one !== one || known.other !== other);
    return step('Keep two leads apart');
  },
};

function pair(
  one: number,
  other: number,
  [oneTitle, oneSubtitle]: [string, string],
  [otherTitle, otherSubtitle]: [string, string],
  why: string,
  likeness: number,
): DuplicateView {
  return { one, other, oneTitle, oneSubtitle, otherTitle, otherSubtitle, why, likeness };
}
