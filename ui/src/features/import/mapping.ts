import type { LookView, MappingInput, TargetView, ValueMapView } from '$lib/ipc';

/** A change somebody made to what the file is taken for. */
export type Choice =
  | { kind: 'column'; index: number; becomes: string }
  | { kind: 'status' | 'reason'; value: string; becomes: string }
  | { kind: 'answer'; id: string; value: string };

/** The mapping a look proposes, as it is sent back. */
export function mappingOf(look: LookView): MappingInput {
  const values = (list: ValueMapView[]) => list.map(({ value, becomes }) => ({ value, becomes }));
  return {
    columns: look.columns.map(({ header, index, becomes }) => ({ header, index, becomes })),
    statuses: values(look.statuses),
    reasons: values(look.reasons),
    answers: look.questions.flatMap(({ id, chosen }) => (chosen === null ? [] : [{ id, value: chosen }])),
  };
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
      return { ...mapping, statuses: withValue(mapping.statuses, choice) };
    case 'reason':
      return { ...mapping, reasons: withValue(mapping.reasons, choice) };
    case 'answer': {
      const others = mapping.answers.filter(({ id }) => id !== choice.id);
      return { ...mapping, answers: [...others, { id: choice.id, value: choice.value }] };
    }
  }
}

function withValue(list: MappingInput['statuses'], { value, becomes }: { value: string; becomes: string }) {
  return list.map((known) => (known.value === value ? { ...known, becomes } : known));
}

/** How many values and questions still wait for an answer. */
export function undecided(look: LookView): number {
  const open = (list: ValueMapView[]) => list.filter(({ becomes }) => becomes === '').length;
  return open(look.statuses) + open(look.reasons) + look.questions.filter(({ chosen }) => chosen === null).length;
}

const STAMP = /^stage\.(.+)\.at$/;

/** What a status may become: the shell's list, else the stages whose stamps a column may become. */
export function statusTargets(look: LookView): TargetView[] {
  if (look.statusTargets) return look.statusTargets;
  return look.targets.flatMap(({ value, label }) => {
    const stage = STAMP.exec(value)?.[1];
    return stage ? [{ value: stage, label, group: 'Stage' }] : [];
  });
}

const BUCKETS: Record<string, string> = { fit: 'Fit', timing: 'Timing', data: 'Data', other: 'Other' };

/** What one value of the reason column may become: the reasons there are, and a new one in each bucket. */
export function reasonTargets(look: LookView, value: string): TargetView[] {
  const known =
    look.reasonTargets ?? look.reasons.filter(({ becomes }) => becomes !== '').map(({ becomes }) => named(becomes));
  const created = Object.entries(BUCKETS).map(([bucket, label]) => ({
    value: `${bucket}.${slug(value)}`,
    label: `New reason in ${label}`,
    group: 'New',
  }));
  const all = [...known, ...created];
  return all.filter(({ value: key }, place) => all.findIndex((other) => other.value === key) === place);
}

function named(key: string): TargetView {
  const [bucket = '', name = key] = key.split(/\.(.*)/s);
  const words = name.replaceAll('-', ' ');
  return { value: key, label: words.charAt(0).toUpperCase() + words.slice(1), group: BUCKETS[bucket] ?? bucket };
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
