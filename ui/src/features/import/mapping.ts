import type { LookView, MappingInput, QuestionView, TargetView, ValueMapView } from '$lib/ipc';

/** A change somebody made to what the file is taken for. */
export type Choice =
  | { kind: 'column'; index: number; becomes: string }
  /** Null takes a decision back; for a status, empty says that it means no stage. */
  | { kind: 'status' | 'reason'; value: string; becomes: string | null }
  | { kind: 'answer'; id: string; value: string };

type Values = MappingInput['statuses'];

/** The mapping a look proposes. What is undecided is left out: sent along, it would count as decided. */
export function mappingOf(look: LookView): MappingInput {
  return {
    columns: look.columns.map(({ header, index, becomes }) => ({ header, index, becomes })),
    statuses: decided(look.statuses),
    reasons: decided(look.reasons),
    answers: look.questions.flatMap(({ id, chosen }) => (chosen === null ? [] : [{ id, value: chosen }])),
  };
}

function decided(values: ValueMapView[]): Values {
  return values.filter(({ becomes }) => becomes !== '').map(({ value, becomes }) => ({ value, becomes }));
}

/** The mapping with one thing chosen differently. A field is filled by one column: taking it frees the other. */
export function withChoice(mapping: MappingInput, choice: Choice): MappingInput {
  switch (choice.kind) {
    case 'column':
      return {
        ...mapping,
        columns: mapping.columns.map((column) => {
          if (column.index === choice.index) return { ...column, becomes: choice.becomes };
          const taken = choice.becomes !== '' && column.becomes === choice.becomes;
          return taken ? { ...column, becomes: '' } : column;
        }),
      };
    case 'status':
      return { ...mapping, statuses: withValue(mapping.statuses, choice.value, choice.becomes) };
    case 'reason':
      return { ...mapping, reasons: withValue(mapping.reasons, choice.value, choice.becomes) };
    case 'answer': {
      const others = mapping.answers.filter(({ id }) => id !== choice.id);
      return { ...mapping, answers: [...others, { id: choice.id, value: choice.value }] };
    }
  }
}

function withValue(list: Values, value: string, becomes: string | null): Values {
  const others = list.filter((known) => known.value !== value);
  return becomes === null ? others : [...others, { value, becomes }];
}

/**
 * The mapping after the file was read again by `sent`. The look tells what became of it; two things it does not tell are
 * kept: that a value was said to mean nothing, and answers to questions it no longer asks. An answer that changed what a
 * column becomes lives on in the column, and must not overrule a later choice there.
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
    columns: read.columns,
    statuses: [...read.statuses, ...meaningless(sent.statuses, look.statuses)],
    reasons: read.reasons,
    answers: [...answered, ...asked],
  };
}

function meaningless(sent: Values, shown: ValueMapView[]): Values {
  const unmapped = new Set(shown.filter(({ becomes }) => becomes === '').map(({ value }) => value));
  return sent.filter(({ value, becomes }) => becomes === '' && unmapped.has(value));
}

/** The questions to show: those asked now, and those answered before, so that an answer can be changed. */
export function questionsToShow(look: LookView, before: QuestionView[], mapping: MappingInput): QuestionView[] {
  const gone = before.filter(
    ({ id }) => !look.questions.some((now) => now.id === id) && mapping.answers.some((answer) => answer.id === id),
  );
  const answer = (id: string) => mapping.answers.find((known) => known.id === id)?.value ?? null;
  return [...gone, ...look.questions].map((question) => ({ ...question, chosen: answer(question.id) }));
}

/** The values nobody has decided about yet. */
export function undecidedValues(values: ValueMapView[], mapped: Values): ValueMapView[] {
  return values.filter(({ value, becomes }) => becomes === '' && !mapped.some((known) => known.value === value));
}

const BUCKETS = { fit: 'Fit', timing: 'Timing', data: 'Data', other: 'Other' };

/** What one value of the reason column may become: the reasons there are, and a new one in each bucket. */
export function reasonTargets(look: LookView, value: string): TargetView[] {
  const created = Object.entries(BUCKETS).map(([bucket, label]) => ({
    value: `${bucket}.${slug(value)}`,
    label: `New reason in ${label}`,
    group: 'New',
  }));
  const all = [...look.reasonTargets, ...created];
  return all.filter(({ value: key }, place) => all.findIndex((other) => other.value === key) === place);
}

/** The key of a new reason, in the characters keys are made of. */
function slug(label: string): string {
  return (
    label
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'unnamed'
  );
}
