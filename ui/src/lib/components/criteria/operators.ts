import type { FieldView } from '$lib/ipc';

/** How many values a comparison takes. */
export type Arity = 'none' | 'one' | 'two' | 'many';

interface Operator {
  op: string;
  arity: Arity;
  words: { text: string; number: string; time: string };
}

const same = (words: string) => ({ text: words, number: words, time: words });

const OPERATORS: Operator[] = [
  { op: '=', arity: 'one', words: { text: 'is', number: 'is', time: 'is on' } },
  { op: '!=', arity: 'one', words: { text: 'is not', number: 'is not', time: 'is not on' } },
  { op: 'in', arity: 'many', words: same('is one of') },
  { op: 'not in', arity: 'many', words: same('is none of') },
  { op: 'contains', arity: 'one', words: same('contains') },
  { op: 'matches', arity: 'many', words: same('has one of the words') },
  { op: 'starts with', arity: 'one', words: same('starts with') },
  { op: '>=', arity: 'one', words: { text: 'is at least', number: 'is at least', time: 'is from' } },
  { op: '<=', arity: 'one', words: { text: 'is at most', number: 'is at most', time: 'is until' } },
  { op: '>', arity: 'one', words: { text: 'is more than', number: 'is more than', time: 'is after' } },
  { op: '<', arity: 'one', words: { text: 'is less than', number: 'is less than', time: 'is before' } },
  { op: 'between', arity: 'two', words: same('is between') },
  { op: 'is known', arity: 'none', words: same('is known') },
  { op: 'is blank', arity: 'none', words: same('is blank') },
  { op: 'is free-mail', arity: 'none', words: same('is a free-mail address') },
];

const TEXT = ['=', '!=', 'in', 'not in', 'contains', 'starts with', 'is known', 'is blank'];
const ORDERED = ['=', '!=', '>=', '<=', '>', '<', 'between', 'is known', 'is blank'];

/**
 * The comparisons the builder offers for a field, and those that only some criteria know (`also`). An imported column is
 * untyped, so it gets both families.
 */
export function operatorsFor(field: FieldView | undefined, also: string[] = []): { value: string; label: string }[] {
  const kind = field?.kind ?? 'text';
  const offered = new Set(field?.extra ? [...TEXT, ...ORDERED] : kind === 'text' ? TEXT : ORDERED);
  if (field?.name === 'email') offered.add('is free-mail');
  also.forEach((op) => offered.add(op));
  return OPERATORS.filter(({ op }) => offered.has(op)).map(({ op, words }) => ({ value: op, label: words[kind] }));
}

/** How many values `op` takes; an operator the builder does not know takes one. */
export function arityOf(op: string): Arity {
  return OPERATORS.find((known) => known.op === op)?.arity ?? 'one';
}

/** The values to keep when the comparison of a test changes. */
export function valuesFor(op: string, values: string[]): string[] {
  const arity = arityOf(op);
  if (arity === 'none') return [];
  if (arity === 'many') return values.filter(Boolean);
  if (arity === 'two') return [values[0] ?? '', values[1] ?? ''];
  return [values[0] ?? ''];
}

/** True when nothing is left to fill in. */
export function complete(op: string, values: string[]): boolean {
  const needed = { none: 0, one: 1, two: 2, many: 1 }[arityOf(op)];
  return values.filter((value) => value.trim() !== '').length >= needed;
}
