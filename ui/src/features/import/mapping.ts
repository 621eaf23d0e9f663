import type { LookColumn, LookView, MappingInput, QuestionView, ValueGroupView, ValueMapView } from '$lib/ipc';

/** A change somebody made to what a file is taken for. */
export type Choice =
  | { kind: 'shape' | 'sheet' | 'asOf'; value: string }
  | { kind: 'headerRow'; row: number }
  | { kind: 'keepTotals'; keep: boolean }
  | { kind: 'column'; index: number; becomes: string }
  /** Null takes a decision back; empty says that the value means nothing. */
  | { kind: 'value'; group: string; value: string; becomes: string | null }
  | { kind: 'missing'; header: string; words: string[] }
  | { kind: 'date'; header: string; format: string }
  | { kind: 'answer'; id: string; value: string };

type Values = MappingInput['values'];

/** A mapping that says nothing: everything is as the shell suggests or remembers it. */
export function untouched(toml: string | null = null): MappingInput {
  return {
    toml,
    shape: null,
    sheet: null,
    headerRow: null,
    keepTotals: null,
    asOf: null,
    columns: [],
    values: [],
    missing: [],
    dates: [],
    answers: [],
  };
}

/** The mapping a look proposes. What is undecided is left out: sent along, it would count as decided. */
export function mappingOf(look: LookView): MappingInput {
  return {
    ...untouched(),
    columns: look.columns.map(({ header, index, becomes }) => ({ header, index, becomes })),
    values: look.values.flatMap(({ id, choices }) =>
      choices
        .filter(({ decided }) => decided)
        .map(({ value, becomes }) => ({ group: id, value, becomes })),
    ),
    answers: look.questions.flatMap(({ id, chosen }) => (chosen === null ? [] : [{ id, value: chosen }])),
  };
}

/** The mapping with one thing chosen differently. */
export function withChoice(mapping: MappingInput, choice: Choice): MappingInput {
  switch (choice.kind) {
    case 'shape':
      return { ...otherTable(mapping), shape: choice.value };
    case 'sheet':
      return { ...otherTable(mapping), sheet: choice.value, headerRow: null };
    case 'headerRow':
      return { ...otherTable(mapping), headerRow: choice.row };
    case 'keepTotals':
      return { ...mapping, keepTotals: choice.keep };
    case 'asOf':
      return { ...mapping, asOf: choice.value };
    case 'column':
      return { ...mapping, columns: withColumn(mapping.columns, choice.index, choice.becomes) };
    case 'value':
      return { ...mapping, values: withValue(mapping.values, choice) };
    case 'missing': {
      const others = mapping.missing.filter(({ header }) => header !== choice.header);
      return { ...mapping, missing: [...others, { header: choice.header, words: choice.words }] };
    }
    case 'date': {
      const others = mapping.dates.filter(({ header }) => header !== choice.header);
      return { ...mapping, dates: [...others, { header: choice.header, format: choice.format }] };
    }
    case 'answer': {
      const others = mapping.answers.filter(({ id }) => id !== choice.id);
      return { ...mapping, answers: [...others, { id: choice.id, value: choice.value }] };
    }
  }
}

/** Read as something else, a file has other columns and values: what was said about them is asked anew. */
function otherTable({ shape, sheet, headerRow, keepTotals, asOf }: MappingInput): MappingInput {
  return { ...untouched(), shape, sheet, headerRow, keepTotals, asOf };
}

/** A field is filled by one column: taking it frees the other. */
function withColumn(columns: MappingInput['columns'], index: number, becomes: string): MappingInput['columns'] {
  return columns.map((column) => {
    if (column.index === index) return { ...column, becomes };
    const taken = becomes !== '' && column.becomes === becomes;
    return taken ? { ...column, becomes: '' } : column;
  });
}

function withValue(list: Values, { group, value, becomes }: Extract<Choice, { kind: 'value' }>): Values {
  const others = list.filter((known) => known.group !== group || known.value !== value);
  return becomes === null ? others : [...others, { group, value, becomes }];
}

/**
 * The mapping after the file was read again by `sent`. The look tells what became of it; what it does not tell is kept:
 * what was set by hand, and answers to questions it no longer asks. An answer that changed what a column becomes lives on
 * in the column, and must not overrule a later choice there.
 */
export function settled(sent: MappingInput, look: LookView): MappingInput {
  const read = mappingOf(look);
  const becameOther = read.columns.some(({ index, becomes }) => {
    const before = sent.columns.find((column) => column.index === index);
    return before !== undefined && before.becomes !== becomes;
  });
  const answered = becameOther ? [] : sent.answers;
  const asked = read.answers.filter(({ id }) => !answered.some((known) => known.id === id));
  return {
    ...sent,
    columns: read.columns,
    values: read.values,
    answers: [...answered, ...asked],
  };
}

/** The questions to show: those asked now, and those answered before, so that an answer can be changed. */
export function questionsToShow(look: LookView, before: QuestionView[], mapping: MappingInput): QuestionView[] {
  const gone = before.filter(
    ({ id }) => !look.questions.some((now) => now.id === id) && mapping.answers.some((answer) => answer.id === id),
  );
  const answer = (id: string) => mapping.answers.find((known) => known.id === id)?.value ?? null;
  return [...gone, ...look.questions].map((question) => ({ ...question, chosen: answer(question.id) }));
}

/** The values of a group nobody has decided about yet. Where any text will do, the text of the file is the decision. */
export function undecidedValues(group: ValueGroupView, said: Values): ValueMapView[] {
  if (group.free) return [];
  return group.choices.filter(
    ({ value, decided }) => !decided && !said.some((known) => known.group === group.id && known.value === value),
  );
}

/** Why a column deserves a look, or null: what “only what needs a decision” keeps. */
export function needsLook(column: LookColumn, look: LookView): boolean {
  if (column.question !== null || column.isNew) return true;
  // On a first import everything is a suggestion: there the marked ones are those with a ground to judge.
  return look.remembered ? column.suggestion : column.suggestion && column.ground !== null && column.becomes !== '';
}
