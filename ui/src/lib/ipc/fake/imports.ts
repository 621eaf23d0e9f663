import type { BatchView, LookColumn, LookView, MappingInput, ProgressView, ReportView, TargetView } from '../types';
import { step } from './workspace';

type Column = [header: string, first: string, filled: number, distinct: number, becomes: string, reading: string];

const COLUMNS: Column[] = [
  ['Lead ID', '00Q5e00000AbCdE', 1, 5002, 'external_id', '18 characters, made from 15'],
  ['Created Date', '03/04/2026 09:12', 1, 4871, 'created.at', 'day first: 3 April (31 values have a day over 12)'],
  ['Lead Status', 'Accepted', 1, 6, 'status', '6 of 6 values known'],
  ['Decision Date', '05/04/2026 16:40', 0.93, 4402, 'status.at', 'day first'],
  ['Rejection Reason', 'Company too small', 0.29, 14, 'rejection.reason', '13 known, 1 new'],
  ['Lead Source', 'Webinar', 1, 23, 'source', 'text'],
  ['No. of Employees', '1.250', 0.92, 611, 'employees', '1.250 is read as 1,250'],
  ['Email', 'p.k@firm77.example.com', 0.994, 4930, 'email', '4 % free-mail, flagged'],
  ['Company / Account', 'Firm 77, Inc', 1, 3001, 'company', 'text'],
  ['MQL Date', '04/04/2026', 0.97, 402, 'stage.mql.at', 'day first'],
  ['Sales Region EMEA?', 'yes', 0.61, 2, '', 'kept; can be charted and used in criteria'],
];

const target =
  (group: string) =>
  ([value, label]: [string, string]): TargetView => ({ value, label, group });

const TARGETS: TargetView[] = [
  ...(
    [
      ['external_id', 'External id'],
      ['email', 'E-mail'],
      ['company', 'Company'],
      ['source', 'Source'],
      ['employees', 'Employees'],
      ['created.at', 'Created'],
      ['status', 'Status'],
      ['status.at', 'Status since'],
      ['rejection.reason', 'Rejection reason'],
    ] as [string, string][]
  ).map(target('Fields')),
  ...(
    [
      ['stage.inquiry.at', 'Inquiry'],
      ['stage.mql.at', 'MQL'],
      ['stage.sal.at', 'Accepted (SAL)'],
      ['stage.sql.at', 'SQL'],
      ['stage.rejected.at', 'Rejected'],
    ] as [string, string][]
  ).map(target('Entered a stage at')),
];

const loose = ([value, label]: [string, string]): TargetView => ({ value, label, group: '' });

const STAGES = (
  [
    ['mql', 'MQL'],
    ['sal', 'Accepted (SAL)'],
    ['rejected', 'Rejected'],
  ] as [string, string][]
).map(loose);

const REASONS = (
  [
    ['fit.company-too-small', 'Fit: Company too small'],
    ['timing.no-project', 'Timing: No project'],
  ] as [string, string][]
).map(loose);

let cancelled = false;
let batches: BatchView[] = [
  batch(3, 'report1696412345678.csv', '5 Oct 2026 09:40', 5002, 391, 318, 4293, 0, true),
  batch(2, 'report1695807545678.csv', '28 Sep 2026 09:31', 4611, 402, 297, 3909, 3, true),
  batch(1, 'history-2025.csv', '21 Sep 2026 14:02', 3912, 3900, 0, 0, 12, false),
];

export const commands = {
  import_look: ({ path, mapping }: { path: string; mapping: MappingInput | null }) => look(path, mapping),
  import_try: ({ path }: { path: string }) => report(path, null),
  import_commit: async ({ path, progress }: { path: string; progress: (progress: ProgressView) => void }) => {
    cancelled = false;
    for (let rows = 0; rows <= 5002; rows += 250) {
      if (cancelled) throw { code: 'cancelled', message: 'The import was cancelled.', hint: null, field: null };
      progress({ phase: 'Reading rows', rows, total: 5002, rowsPerSecond: 2600 });
      await new Promise((resume) => setTimeout(resume, 90));
    }
    const name = nameOf(path);
    step(`Import ${name}`);
    batches = [batch(batches.length + 1, name, '5 Oct 2026 09:53', 5002, 391, 318, 4265, 28, true), ...batches];
    return report(path, batches.length);
  },
  cancel_import: () => {
    cancelled = true;
  },
  import_rejected: ({ pathOut }: { pathOut: string }) => `Wrote 28 rows with their reasons to ${pathOut}.`,
  imports: () => batches,
  undo_import: ({ batch: id }: { batch: number }) => {
    batches = batches.map((one) => (one.id === id ? { ...one, undone: true, canUndo: false } : one));
    return step(`Undo import ${id}`);
  },
};

const nameOf = (path: string) => path.split(/[\\/]/).at(-1) ?? path;

function look(path: string, mapping: MappingInput | null): LookView {
  if (!/\.(csv|xlsx|txt)$/.test(path)) {
    throw { code: 'no-such-file', message: `There is no file at ${path}.`, hint: 'Check the path.', field: 'path' };
  }
  const columns = COLUMNS.map(([header, first, filled, distinct, becomes, reading], index): LookColumn => {
    const chosen = mapping?.columns.find((column) => column.index === index)?.becomes;
    return {
      header,
      index,
      first: [first],
      filled,
      distinct,
      inferred: 'text',
      becomes: chosen ?? becomes,
      reading,
      suggestion: chosen === undefined && index % 4 === 2,
      question: header === 'MQL Date' ? 'What does MQL Date stamp?' : null,
    };
  });
  const map = (list: [string, number, string][], chosen: { value: string; becomes: string }[] | undefined) =>
    list.map(([value, count, becomes]) => ({
      value,
      count,
      becomes: chosen?.find((one) => one.value === value)?.becomes ?? becomes,
      suggestion: false,
    }));
  return {
    path,
    name: nameOf(path),
    dictionary: 'Salesforce report',
    encoding: 'Windows-1252',
    delimiter: 'comma',
    footerRows: 4,
    headerRow: 1,
    rows: 5002,
    columns,
    targets: TARGETS,
    statuses: map(
      [
        ['Open - Not Contacted', 1204, 'mql'],
        ['Accepted', 2290, 'sal'],
        ['Rejected', 1451, 'rejected'],
        ['On hold', 57, ''],
      ],
      mapping?.statuses,
    ),
    reasons: map(
      [
        ['Company too small', 611, 'fit.company-too-small'],
        ['No project', 402, 'timing.no-project'],
        ['Competitor contract until Q3', 37, ''],
      ],
      mapping?.reasons,
    ),
    // As the real one does: what was answered is not asked again.
    questions: (mapping?.answers ?? []).some((answer) => answer.id === 'mql-meaning')
      ? []
      : [
          {
            id: 'mql-meaning',
            title: 'What does MQL Date stamp?',
            text: '4,851 rows have one. It is the moment the handoff begins, so it decides which week a lead counts in.',
            options: [
              { value: 'first', label: 'The first time the lead became MQL' },
              { value: 'last', label: 'The latest time' },
            ],
            chosen: null,
          },
        ],
    mappingToml: 'shape = "lead-per-row"',
    remembered: true,
    statusTargets: STAGES,
    reasonTargets: REASONS,
    notes: ['2 headers are empty and were named by their position.'],
  };
}

function report(path: string, id: number | null): ReportView {
  return {
    batch: id,
    source: nameOf(path),
    read: 5002,
    created: 391,
    updated: 318,
    unchanged: 4265,
    rejected: 28,
    skipped: 0,
    seconds: 1.9,
    notes: ['4 footer lines were left out.', '41 reasons could not be told apart from disqualifications.'],
    dryRun: id === null,
    problems: [
      {
        rule: 'date.unparseable',
        title: 'Dates that cannot be read',
        repair: 'Correct the dates in the file, or map the column to nothing.',
        count: 16,
        examples: [
          {
            row: 118,
            column: 'Decision Date',
            value: '31/02/2026',
            rule: 'date.unparseable',
            message: 'There is no 31 February.',
          },
          {
            row: 407,
            column: 'Decision Date',
            value: 'soon',
            rule: 'date.unparseable',
            message: 'This is not a date.',
          },
        ],
      },
      {
        rule: 'email.invalid',
        title: 'Addresses that are not e-mail',
        repair: 'Correct them, or leave them out: the rest of the row is fine.',
        count: 12,
        examples: [
          { row: 9, column: 'Email', value: 'n/a@', rule: 'email.invalid', message: 'The part after @ is missing.' },
        ],
      },
    ],
  };
}

function batch(
  id: number,
  source: string,
  at: string,
  read: number,
  created: number,
  updated: number,
  unchanged: number,
  rejected: number,
  canUndo: boolean,
): BatchView {
  return {
    id,
    source,
    at,
    read,
    created,
    updated,
    unchanged,
    rejected,
    skipped: 0,
    undone: false,
    canUndo,
    problems: rejected,
  };
}
