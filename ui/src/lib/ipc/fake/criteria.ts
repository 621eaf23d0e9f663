import type { CriteriaView, FieldView, TestRows, TestView } from '../types';
import { cell, FIELDS, population } from './leads';

/** Reads what {@link write} writes; anything else is answered with a problem, as a parser would. */
const TEST =
  /^\s*(`[^`]+`|[\w.-]+)\s+(not in|in|between|contains|matches|starts with|is blank|is known|is free-mail|!=|<=|>=|=|<|>)\s*(.*?)\s*$/i;

export const commands = {
  fields: (): FieldView[] => FIELDS,
  check_criteria: ({ text }: { text: string }) => check(text),
  build_criteria: ({ rows }: { rows: TestRows }) => check(rows.tests.map(write).join(` ${rows.join} `)),
  check_persona_criteria: ({ text }: { text: string }) => check(text),
  build_persona_criteria: ({ rows }: { rows: TestRows }) => check(rows.tests.map(write).join(` ${rows.join} `)),
};

/** The leads a text selects, by index; null when it is empty. */
export function selected(text: string | null): number[] | null {
  if (!text) return null;
  const rows = read(text);
  const matches: number[] = [];
  for (let lead = 0; lead < population(); lead += 1) if (holds(rows, lead)) matches.push(lead);
  return matches;
}

function check(text: string): CriteriaView {
  const nothing = { canonical: null, plain: null, matching: 0, notMatching: 0, unknown: 0, rows: null };
  try {
    const rows = read(text);
    const matching = selected(text)?.length ?? population();
    return {
      ok: true,
      canonical: rows.tests.map(write).join(` ${rows.join} `),
      plain: rows.tests.map(plain).join(`, ${rows.join} `),
      error: null,
      matching,
      notMatching: population() - matching - 12,
      unknown: 12,
      rows,
    };
  } catch (thrown) {
    const start = thrown instanceof Stumble ? thrown.at : 0;
    return {
      ...nothing,
      ok: false,
      error: {
        message: 'Here a comparison was expected, such as = or contains.',
        hint: 'Write a field, a comparison and a value: industry = "Healthcare".',
        start,
        end: text.length,
      },
    };
  }
}

class Stumble extends Error {
  constructor(readonly at: number) {
    super('unreadable');
  }
}

function read(text: string): TestRows {
  const join = / or /i.test(text) ? 'or' : 'and';
  let at = 0;
  const tests = text.split(new RegExp(` ${join} (?![\\d])`, 'i')).map((part): TestView => {
    const found = TEST.exec(part.replace(/^\(|\)$/g, (bracket) => (part.includes(' in ') ? bracket : '')));
    if (!found) throw new Stumble(at);
    at += part.length + join.length + 2;
    const op = found[2]!.toLowerCase();
    const words = op === 'matches' ? found[3]!.replace(/^"|"$/g, '').split(', ') : values(found[3]!);
    return { field: found[1]!.replaceAll('`', ''), op, values: words };
  });
  return { join, tests };
}

function values(text: string): string[] {
  if (!text) return [];
  const inner = text.replace(/^\(|\)$/g, '');
  return inner.split(/\s*,\s*|\s+and\s+/).map((value) => value.replace(/^"|"$/g, ''));
}

function write({ field, op, values: given }: TestView): string {
  const name = /^[\w.-]+$/.test(field) ? field : `\`${field}\``;
  const quoted = given.map((value) => (/^-?\d+(\.\d+)?$|^\d{4}-\d\d-\d\d$/.test(value) ? value : `"${value}"`));
  if (op.startsWith('is ')) return `${name} ${op}`;
  if (op === 'matches') return `${name} matches "${given.join(', ')}"`;
  if (op === 'between') return `${name} between ${quoted[0]} and ${quoted[1]}`;
  return op.endsWith('in') ? `${name} ${op} (${quoted.join(', ')})` : `${name} ${op} ${quoted[0]}`;
}

function plain({ field, op, values: given }: TestView): string {
  const label = FIELDS.find((known) => known.name === field)?.label ?? field;
  const words: Record<string, string> = { '=': 'is', '!=': 'is not', in: 'is', between: 'is between' };
  return `${label} ${words[op] ?? op} ${given.join(op === 'between' ? ' and ' : ' or ')}`.trim();
}

function holds({ join, tests }: TestRows, lead: number): boolean {
  const one = ({ field, op, values: [a = '', b = ''], values: all }: TestView) => {
    const value = cell(lead, field);
    if (op === '=') return value === a;
    if (op === '!=') return value !== a;
    if (op === 'in') return all.includes(value);
    if (op === 'not in') return !all.includes(value);
    if (op === 'contains') return value.toLowerCase().includes(a.toLowerCase());
    if (op === 'matches') return all.some((word) => value.toLowerCase().includes(word.toLowerCase()));
    if (op === 'starts with') return value.toLowerCase().startsWith(a.toLowerCase());
    if (op === 'is blank') return value === '';
    if (op === 'is known') return value !== '';
    if (op === 'between') return Number(value) >= Number(a) && Number(value) <= Number(b);
    if (op === '<') return Number(value) < Number(a);
    if (op === '<=') return Number(value) <= Number(a);
    if (op === '>') return Number(value) > Number(a);
    if (op === '>=') return Number(value) >= Number(a);
    return false;
  };
  return join === 'and' ? tests.every(one) : tests.some(one);
}
