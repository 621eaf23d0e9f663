import type { BatchView, FileInput, GoView, MappingInput, ProgressView, ReportView, RowsOut } from '../types';
import { CLEAN } from './files';
import { fileAt, look, nameOf } from './look';
import { SHAPES } from './targets';
import { step } from './workspace';

let cancelled = false;
let batches: BatchView[] = [
  batch(4, 'report1696412345678.csv', 'A lead per row', [5002, 391, 318, 4293, 0], true),
  batch(3, 'activities-2026-10-05.csv', 'An activity per row', [18_440, 18_106, 0, 334, 0], true),
  batch(2, 'report1695807545678.csv', 'A lead per row', [4611, 402, 297, 3909, 3], true),
  batch(1, 'history-2025.csv', 'A change per row', [3912, 3900, 0, 0, 12], true),
];

export const commands = {
  pick_imports: () => ['/home/ana/Downloads/report1696412345678.csv', '/home/ana/Downloads/activities-2026-10-05.csv'],
  pick_mapping: () => '/home/ana/weekly-leads.toml',
  import_look: ({ path, mapping }: { path: string; mapping: MappingInput | null }) => look(path, mapping),
  import_mapping_save: ({ pathOut }: { pathOut: string }) => `Wrote the mapping to ${pathOut}.`,
  import_mapping_read: () => 'shape = "lead-per-row"\n',
  import_try: ({ files }: { files: FileInput[] }): GoView => go(files, true),
  import_commit: async ({ files, progress }: { files: FileInput[]; progress: (progress: ProgressView) => void }) => {
    cancelled = false;
    for (const [place, { path }] of files.entries()) {
      const total = fileAt(path).rows;
      for (let part = 0; part <= 20; part += 1) {
        if (cancelled) throw { code: 'cancelled', message: 'The import was cancelled.', hint: null, field: null };
        progress({
          phase: part < 18 ? 'Reading rows' : 'Writing',
          file: nameOf(path),
          files: files.length,
          at: place + 1,
          rows: Math.round((total * part) / 20),
          total,
          rowsPerSecond: 260_000,
          secondsLeft: part < 2 ? null : Math.ceil((20 - part) / 10),
        });
        await new Promise((resume) => setTimeout(resume, 60));
      }
    }
    const view = go(files, false);
    for (const report of view.files) keep(report);
    step(files.length === 1 ? `Import ${view.files[0]!.source}` : `Import ${files.length} files`);
    return view;
  },
  cancel_import: () => {
    cancelled = true;
  },
  import_rows_out: ({ which, pathOut }: { which: RowsOut; pathOut: string }) => `Wrote the ${which} rows to ${pathOut}.`,
  imports: () => batches,
  undo_import: ({ batch: id }: { batch: number }) => {
    if (id === 1) {
      throw {
        code: 'refused',
        message: 'The import of history-2025.csv was not taken back: later steps stand on it.',
        hint: '14 leads it created were rejected by hand on 12 Oct\n3 leads were merged into others\nThe saved review of 5 Oct counts 3,900 of them',
        field: null,
      };
    }
    batches = batches.map((one) => (one.id === id ? { ...one, undone: true, canUndo: false } : one));
    return step(`Undo import ${id}`);
  },
};

function keep(report: ReportView): void {
  const { read, created, updated, unchanged, rejected } = report;
  const counts: Counts = [read, created, updated, unchanged, rejected];
  batches = [batch(batches.length + 1, report.source, report.shapeLabel, counts, true), ...batches];
}

function go(files: FileInput[], dryRun: boolean): GoView {
  return { dryRun, files: files.map((file, place) => report(file, dryRun ? null : batches.length + 1 + place)) };
}

function report({ path, mapping }: FileInput, id: number | null): ReportView {
  const file = fileAt(path);
  const view = look(path, mapping);
  const isLeads = file.shape === 'lead-per-row';
  const flawed = isLeads && file !== CLEAN;
  const share = (part: number) => Math.round(file.rows * part);
  const counts = isLeads
    ? { created: share(0.078), updated: share(0.0636), rejected: flawed ? 28 : 0 }
    : { created: share(0.96), updated: 0, rejected: 0 };
  return {
    batch: id,
    source: nameOf(path),
    shape: view.shape,
    shapeLabel: SHAPES.find(({ value }) => value === view.shape)?.label ?? view.shape,
    asOf: view.asOf,
    read: file.rows,
    ...counts,
    unchanged: file.rows - counts.created - counts.updated - counts.rejected,
    skipped: 0,
    seconds: 1.9,
    notes: flawed ? ['4 footer lines were left out.', '41 reasons could not be told apart from disqualifications.'] : [],
    dryRun: id === null,
    unmatched: file.shape === 'opportunities' ? UNMATCHED : null,
    problems: flawed ? PROBLEMS : [],
  };
}

const UNMATCHED: ReportView['unmatched'] = {
  rule: 'lead.unmatched',
  title: 'Deals kept without a lead',
  repair: 'Import the leads they belong to; the deals then find them by e-mail or company.',
  count: 41,
  examples: [
    {
      row: 14,
      column: 'Person - Email',
      value: 'x.y@firm404.example.com',
      rule: 'lead.unmatched',
      message: 'No lead has this address, and two have this company.',
    },
  ],
};

const PROBLEMS: ReportView['problems'] = [
  {
    rule: 'date.unparseable',
    title: 'Dates that cannot be read',
    repair: 'Correct the dates in the file, or keep the column as it is.',
    count: 16,
    examples: [
      {
        row: 118,
        column: 'Decision Date',
        value: '31/02/2026',
        rule: 'date.unparseable',
        message: 'There is no 31 February.',
      },
      { row: 407, column: 'Decision Date', value: 'soon', rule: 'date.unparseable', message: 'This is not a date.' },
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
];

type Counts = [read: number, created: number, updated: number, unchanged: number, rejected: number];

function batch(id: number, source: string, shapeLabel: string, counts: Counts, canUndo: boolean): BatchView {
  const [read, created, updated, unchanged, rejected] = counts;
  return {
    id,
    source,
    shapeLabel,
    asOf: '5 Oct 2026',
    at: '5 Oct 2026 09:40',
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
