import type { FieldView, LeadRowView, LeadsInput, LeadsPageView, SavedViewView, SortInput } from '../types';
import { selected } from './criteria';
import { LEADS } from './workspace';

const SOURCES = ['Webinar: ransomware', 'Content', 'Organic', 'Paid search: generic', 'Event', 'Referral'];
const INDUSTRIES = ['Healthcare', 'Finance', 'Manufacturing', 'Government', ''];
const TITLES = ['CISO', 'IT manager', 'Head of security', 'Security engineer', 'Office admin'];
const STAGES = ['MQL', 'Accepted (SAL)', 'SQL', 'Rejected', 'Opportunity', 'Disqualified'];
const FIRST = ['Ana', 'Bruno', 'Chiara', 'Deniz', 'Elif', 'Fatou', 'Goran'];
const LAST = ['Almeida', 'Brandt', 'Costa', 'Dogan', 'Eriksen'];
const REGIONS = ['yes', 'no', ''];

const text = (name: string, label: string, values: string[] = [], extra = false): FieldView => ({
  name,
  label,
  kind: 'text',
  extra,
  values,
});

export const FIELDS: FieldView[] = [
  text('first_name', 'First name'),
  text('last_name', 'Last name'),
  text('company', 'Company'),
  text('title', 'Job title', TITLES),
  text('email', 'E-mail'),
  text('source', 'Source', SOURCES),
  text('industry', 'Industry', INDUSTRIES.filter(Boolean)),
  { name: 'employees', label: 'Employees', kind: 'number', extra: false, values: [] },
  text('stage', 'Stage', STAGES),
  text('decision', 'Decision', ['accepted', 'rejected', 'pending', 'lapsed']),
  text('reason', 'Rejection reason', ['fit.company-too-small', 'timing.no-project']),
  { name: 'created.at', label: 'Created', kind: 'time', extra: false, values: [] },
  text('Sales Region EMEA?', 'Sales Region EMEA?', ['yes', 'no'], true),
];

/** How many leads there are. */
export const population = () => LEADS;

const pick = (from: string[], seed: number) => from[seed % from.length] ?? '';

/** The value of one field of one lead, made from its number. */
export function cell(lead: number, field: string): string {
  const seed = (lead * 2654435761) >>> 8;
  switch (field) {
    case 'first_name':
      return pick(FIRST, seed);
    case 'last_name':
      return pick(LAST, seed >> 3);
    case 'company':
      return `Firm ${seed % 977}`;
    case 'title':
      return pick(TITLES, seed >> 2);
    case 'email':
      return `${pick(FIRST, seed).toLowerCase()}${lead}@firm${seed % 977}.example.com`;
    case 'source':
      return pick(SOURCES, seed >> 5);
    case 'industry':
      return pick(INDUSTRIES, seed >> 4);
    case 'employees':
      return String((seed % 4000) + 3);
    case 'stage':
      return pick(STAGES, seed >> 6);
    case 'decision':
      return pick(['accepted', 'rejected', 'pending', 'lapsed', ''], seed >> 6);
    case 'reason':
      return pick(['', '', 'Company size outside ICP', 'No project or budget cycle'], seed >> 7);
    case 'created.at':
      return `${(seed % 28) + 1} ${pick(['Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep'], seed >> 9)} 2026 09:12`;
    case 'Sales Region EMEA?':
      return pick(REGIONS, seed);
    default:
      return '';
  }
}

let saved: SavedViewView[] = [
  {
    id: 1,
    name: 'Rejected healthcare',
    criteria: 'industry = "Healthcare" and decision = "rejected"',
    columns: ['company', 'title', 'reason'],
    sort: null,
  },
];

export const commands = {
  leads: ({ input, offset, limit }: { input: LeadsInput; offset: number; limit: number }): LeadsPageView => {
    const found = matching(input);
    const at = (position: number) => found?.[position] ?? position;
    const total = found?.length ?? population();
    const rows: LeadRowView[] = [];
    for (let position = offset; position < Math.min(total, offset + limit); position += 1) {
      const lead = at(position);
      rows.push({ id: lead + 1, cells: input.columns.map((name) => cell(lead, name)) });
    }
    const columns = input.columns.map((name) => {
      const field = FIELDS.find((known) => known.name === name);
      return { name, label: field?.label ?? name, numeric: field?.kind === 'number' };
    });
    return { total, of: population(), offset, columns, rows, note: null };
  },
  find_leads: ({ text: sought, limit }: { text: string; limit: number }): LeadRowView[] => {
    const found: LeadRowView[] = [];
    for (let lead = 0; lead < Math.min(population(), 5000) && found.length < limit; lead += 1) {
      const cells = [`${cell(lead, 'first_name')} ${cell(lead, 'last_name')}`, cell(lead, 'company')];
      if (cells.join(' ').toLowerCase().includes(sought.toLowerCase())) found.push({ id: lead + 1, cells });
    }
    return found;
  },
  export_leads: ({ path }: { path: string }) => `Wrote the leads to ${path}.`,
  export_all: ({ path }: { path: string }) => `Wrote everything to ${path}.`,
  saved_views: () => saved,
  save_view: (view: { name: string; criteria: string; columns: string[]; sort: SortInput | null }) =>
    (saved = [...saved, { ...view, id: saved.length + 1 }]),
  delete_view: ({ id }: { id: number }) => (saved = saved.filter((view) => view.id !== id)),
};

function matching({ criteria, drill, sort }: LeadsInput): number[] | null {
  let found = selected(criteria);
  if (drill) found = (found ?? Array.from({ length: population() }, (_, lead) => lead)).slice(0, Number(drill));
  if (sort && population() <= 10_000) {
    const key = (lead: number) => cell(lead, sort.field);
    found = (found ?? Array.from({ length: population() }, (_, lead) => lead)).toSorted((a, b) =>
      key(a).localeCompare(key(b), 'en', { numeric: true }),
    );
    if (sort.descending) found.reverse();
  }
  return found;
}
