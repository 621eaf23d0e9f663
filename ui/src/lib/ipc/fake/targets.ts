import type { OptionView, TargetView } from '../types';

const group = (name: string, list: [string, string][]): TargetView[] =>
  list.map(([value, label]) => ({ value, label, group: name }));

const KEPT: TargetView = { value: '', label: 'Kept as it is', group: '' };

const LEAD = [
  KEPT,
  ...group('Who', [
    ['external_id', 'External id'],
    ['email', 'E-mail'],
    ['first_name', 'First name'],
    ['last_name', 'Last name'],
    ['title', 'Job title'],
    ['persona', 'Persona'],
    ['company', 'Company'],
    ['employees', 'Employees'],
    ['revenue', 'Revenue'],
    ['industry', 'Industry'],
    ['country', 'Country'],
  ]),
  ...group('Where from', [
    ['source', 'Source'],
    ['campaign', 'Campaign'],
    ['channel', 'Channel'],
  ]),
  ...group('Handoff', [
    ['owner', 'Owner'],
    ['status', 'Status'],
    ['status.at', 'Status since'],
    ['rejection.reason', 'Rejection reason'],
    ['disqualification.reason', 'Disqualification reason'],
    ['either.reason', 'Reason for either'],
    ['created.at', 'Created'],
    ['first_contact.at', 'First contact'],
  ]),
  ...group('Entered a stage at', [
    ['stage.inquiry.at', 'Inquiry'],
    ['stage.mql.at', 'MQL'],
    ['stage.sal.at', 'Accepted (SAL)'],
    ['stage.sql.at', 'SQL'],
    ['stage.rejected.at', 'Rejected'],
  ]),
];

const ACTIVITY = [
  KEPT,
  ...group('Which lead', [
    ['external_id', 'External id'],
    ['email', 'E-mail'],
  ]),
  ...group('Activity', [
    ['activity.at', 'When'],
    ['activity.kind', 'Kind'],
    ['activity.side', 'Whose side'],
    ['activity.actor', 'Who'],
    ['campaign', 'Campaign'],
  ]),
];

const DEAL = [
  KEPT,
  ...group('Deal', [
    ['deal.id', 'Deal id'],
    ['deal.outcome', 'Outcome'],
    ['amount', 'Amount'],
    ['lost.reason', 'Lost reason'],
    ['deal.closed.at', 'Closed'],
  ]),
  ...group('Which lead', [
    ['external_id', 'Lead id'],
    ['email', 'E-mail'],
    ['company', 'Company'],
  ]),
];

const LOG = [
  KEPT,
  ...group('Change', [
    ['external_id', 'Lead id'],
    ['change.field', 'Field'],
    ['change.old', 'Old value'],
    ['change.new', 'New value'],
    ['change.at', 'When'],
    ['change.by', 'By whom'],
  ]),
];

/** What a column may become, by what a row is. */
export const TARGETS: Record<string, TargetView[]> = {
  'lead-per-row': LEAD,
  'activity-log': ACTIVITY,
  opportunities: DEAL,
  'stage-log': LOG,
};

export const SHAPES: OptionView[] = [
  { value: 'lead-per-row', label: 'A lead per row' },
  { value: 'stage-log', label: 'A change per row (stage log or field history)' },
  { value: 'activity-log', label: 'An activity per row' },
  { value: 'opportunities', label: 'An opportunity per row' },
  { value: 'contact-per-row', label: 'A contact per row' },
  { value: 'company-per-row', label: 'A company per row' },
  { value: 'reason-list', label: 'A reason per row' },
  { value: 'spend', label: 'Spend per day' },
];

export const STAGES = group('', [
  ['inquiry', 'Inquiry'],
  ['mql', 'MQL'],
  ['sal', 'Accepted (SAL)'],
  ['sql', 'SQL'],
  ['opportunity', 'Opportunity'],
  ['rejected', 'Rejected'],
  ['disqualified', 'Disqualified'],
]);

export const REASONS = [
  ...group('Fit', [
    ['fit.company-too-small', 'Company too small'],
    ['fit.wrong-industry', 'Industry we do not serve'],
  ]),
  ...group('Timing', [
    ['timing.no-project', 'No project or budget cycle'],
    ['timing.competitor-contract', 'Under contract with a competitor'],
  ]),
  ...group('Data', [['data.no-phone', 'No way to reach them']]),
  ...group('Other', [['other.unspecified', 'Other']]),
];

export const SIDES = group('', [
  ['engagement', 'Something the lead did'],
  ['touch', 'Something sales did'],
]);

export const OUTCOMES = group('', [
  ['won', 'Won'],
  ['lost', 'Lost'],
  ['open', 'Open'],
]);
