import type { Failure, LookColumn, LookView, MappingInput, ValueGroupView } from '../types';
import { ACTIVITIES, CLEAN, DEALS, LEADS, WIDE, type FakeColumn, type FakeFile, type FakeGroup } from './files';
import { SHAPES, TARGETS } from './targets';

export const nameOf = (path: string) => path.split(/[\\/]/).at(-1) ?? path;

/** The invented file behind a path. */
export function fileAt(path: string): FakeFile {
  const refuse = (code: Failure['code'], message: string, hint: string) => {
    throw { code, message, hint, field: null, file: path } as Failure;
  };
  if (/broken/.test(path)) {
    refuse('no-such-file', `${nameOf(path)} was not read: it ends in the middle of a quoted cell in row 3,118.`, 'Export it again; the download was probably cut off.');
  }
  if (!/\.(csv|xlsx|txt)$/.test(path)) refuse('no-such-file', `There is no file at ${path}.`, 'Check the path.');
  if (/activit/.test(path)) return ACTIVITIES;
  if (/deal|opportun|xlsx/.test(path)) return DEALS;
  if (/clean|leads_/.test(path)) return CLEAN;
  return /wide/.test(path) ? WIDE : LEADS;
}

export function look(path: string, mapping: MappingInput | null): LookView {
  const file = fileAt(path);
  const shape = mapping?.shape ?? file.shape;
  const answered = new Set(mapping?.answers.map(({ id }) => id));
  return {
    path,
    name: nameOf(path),
    dictionary: file.dictionary,
    encoding: file.encoding,
    delimiter: file.delimiter,
    headerRow: mapping?.headerRow ?? 1,
    footerRows: file.footerRows,
    sums: 0,
    keepsTotals: mapping?.keepTotals ?? false,
    rows: file.rows,
    shape,
    shapes: SHAPES,
    sheet: file.sheets.length > 0 ? (mapping?.sheet ?? file.sheets[0]!) : null,
    sheets: file.sheets,
    asOf: mapping?.asOf ?? '2026-10-05',
    columns: file.columns.map((column, index) => columnView(column, index, mapping, file.memory !== null)),
    targets: TARGETS[shape] ?? TARGETS['lead-per-row']!,
    values: file.groups.map((group) => groupView(group, mapping)),
    questions: file.questions.filter(({ id }) => !answered.has(id)),
    split: file.split,
    mappingToml: `shape = "${shape}"\n`,
    remembered: file.memory !== null,
    memory: file.memory,
    already: file.already,
    notes: file.notes,
  };
}

function columnView(column: FakeColumn, index: number, mapping: MappingInput | null, remembered: boolean): LookColumn {
  const { header, first, filled, distinct } = column;
  const chosen = mapping?.columns.find((known) => known.index === index)?.becomes;
  const changed = chosen !== undefined && chosen !== column.becomes;
  const format = mapping?.dates.find((known) => known.header === header)?.format ?? column.date ?? null;
  const answered = (mapping?.answers.length ?? 0) > 0;
  return {
    header,
    index,
    first,
    filled,
    distinct,
    inferred: 'text',
    becomes: chosen ?? column.becomes,
    reading: format === 'month-first' && column.date ? 'month first: "03/04/2026" is read as 4 March 2026' : column.reading,
    suggestion: !changed && (!remembered || (column.suggestion ?? false)),
    ground: column.ground ?? null,
    isNew: column.isNew ?? false,
    missing: mapping?.missing.find((known) => known.header === header)?.words ?? ['N/A', '-'],
    dateFormat: column.date ? format : null,
    question: answered ? null : (column.question ?? null),
  };
}

function groupView({ choices, ...group }: FakeGroup, mapping: MappingInput | null): ValueGroupView {
  const said = (value: string) => {
    const becomes = mapping?.values.find((known) => known.group === group.id && known.value === value)?.becomes;
    // A bucket alone asks for a new entry, which gets its key from the value.
    return becomes?.endsWith('.') ? becomes + value.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') : becomes;
  };
  const made = choices.flatMap(([value]) => {
    const key = said(value);
    if (!key || !group.id.endsWith('reason') || group.targets.some((target) => target.value === key)) return [];
    return [{ value: key, label: `${value} (new)`, group: '' }];
  });
  return {
    ...group,
    targets: [...group.targets, ...made],
    free: group.free ?? false,
    choices: choices.map(([value, count, becomes, suggestion]) => ({
      value,
      count,
      becomes: said(value) ?? becomes,
      decided: said(value) !== undefined || becomes !== '',
      suggestion: (suggestion ?? false) && (said(value) ?? becomes) === becomes,
    })),
  };
}
