import { commands, type LookView, type MappingInput, type ValueGroupView } from '$lib/ipc';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  mappingOf,
  needsLook,
  questionsToShow,
  settled,
  undecidedValues,
  withChoice,
  type Choice,
} from './mapping';
import { nearest, reasonTargets, waysOut } from './reasons';

const REASONS = 'either.reason';
const NEW = 'Competitor contract until Q3';

let look: LookView;
beforeAll(async () => {
  look = await commands.importLook('/tmp/leads.csv', null);
});

const group = (id: string, of = look): ValueGroupView => of.values.find((known) => known.id === id)!;

/** One choice sent to the shell, and what stands afterwards. */
async function chosen(choice: Choice, from = mappingOf(look)) {
  const sent = withChoice(from, choice);
  const next = await commands.importLook(look.path, sent);
  return { look: next, mapping: settled(sent, next) };
}

const undecided = (of: LookView, { values }: MappingInput, id: string) =>
  undecidedValues(group(id, of), values).map(({ value }) => value);

describe('columns', () => {
  test('a field is filled by one column only', () => {
    const changed = withChoice(mappingOf(look), { kind: 'column', index: 10, becomes: 'source' });
    expect(changed.columns.filter(({ becomes }) => becomes === 'source').map(({ index }) => index)).toEqual([10]);
  });

  test('any number of columns may be kept as they are', () => {
    const before = mappingOf(look).columns.filter(({ becomes }) => becomes === '').length;
    let mapping = withChoice(mappingOf(look), { kind: 'column', index: 0, becomes: '' });
    mapping = withChoice(mapping, { kind: 'column', index: 1, becomes: '' });
    expect(mapping.columns.filter(({ becomes }) => becomes === '').length).toBe(before + 2);
  });

  test('a column that is new or asked about deserves a look, one that is as last time does not', () => {
    const asked = look.columns.filter((column) => needsLook(column, look)).map(({ header }) => header);
    expect(asked).toContain('Buying committee role');
    expect(asked).toContain('MQL Date');
    expect(asked).not.toContain('Lead ID');
  });
});

describe('the table as a whole', () => {
  test('another sheet has other columns: what was said about the first one’s is not sent', () => {
    const said = withChoice(mappingOf(look), { kind: 'asOf', value: '2026-09-28' });
    const other = withChoice(said, { kind: 'sheet', value: 'Pivot' });
    expect([other.columns, other.values, other.answers]).toEqual([[], [], []]);
    expect([other.sheet, other.asOf], 'the day of the file is still the same').toEqual(['Pivot', '2026-09-28']);
  });

  test('what was set by hand outlives the next look', async () => {
    const { mapping } = await chosen({ kind: 'missing', header: 'Email', words: ['none'] });
    expect(mapping.missing).toEqual([{ header: 'Email', words: ['none'] }]);
    const again = await chosen({ kind: 'date', header: 'MQL Date', format: 'month-first' }, mapping);
    expect(again.mapping.missing).toHaveLength(1);
    expect(again.look.columns[9]?.dateFormat).toBe('month-first');
  });
});

describe('values', () => {
  test('what nobody decided is not sent, because sent it would count as decided', () => {
    const { values } = mappingOf(look);
    expect(values.map(({ value }) => value)).not.toContain('On hold');
    expect(values.every(({ becomes }) => becomes !== '')).toBe(true);
  });

  test('that a status means no stage is not asked again when it was remembered', () => {
    const choices = group('status').choices.map((one) => (one.becomes === '' ? { ...one, decided: true } : one));
    const remembered = { ...look, values: [{ ...group('status'), choices }] };
    const mapping = mappingOf(remembered);
    expect(undecided(remembered, mapping, 'status')).toEqual([]);
    expect(mapping.values).toContainEqual({ group: 'status', value: 'On hold', becomes: '' });
  });

  test('that a status means no stage is a decision, and survives the next look', async () => {
    const said: Choice = { kind: 'value', group: 'status', value: 'On hold', becomes: '' };
    const { look: next, mapping } = await chosen(said);
    expect(undecided(next, mapping, 'status')).toEqual([]);
    const back = await chosen({ ...said, becomes: null }, mapping);
    expect(undecided(back.look, back.mapping, 'status')).toEqual(['On hold']);
  });

  test('the same value in two groups is decided in each by itself', () => {
    const mapping = withChoice(mappingOf(look), { kind: 'value', group: 'status', value: NEW, becomes: '' });
    expect(undecided(look, mapping, REASONS)).toEqual([NEW]);
  });

  test('a reason that was chosen is no longer undecided', async () => {
    const said: Choice = { kind: 'value', group: REASONS, value: NEW, becomes: 'timing.competitor-contract' };
    const { look: next, mapping } = await chosen(said);
    expect(undecided(next, mapping, REASONS)).toEqual([]);
  });

  test('a name is a name: where any text will do, nothing waits', () => {
    const owners = { ...group('owner'), choices: [{ value: 'Zoe', count: 1, becomes: '', decided: false, suggestion: false }] };
    expect(undecidedValues(owners, [])).toEqual([]);
    expect(undecidedValues({ ...owners, free: false }, [])).toHaveLength(1);
  });
});

describe('answers', () => {
  const answer: Choice = { kind: 'answer', id: 'mql-meaning', value: 'first' };

  test('an answer is kept although the question is not asked again, and can be changed', async () => {
    const { look: next, mapping } = await chosen(answer);
    expect(next.questions, 'the shell asks only what is open').toEqual([]);
    expect(mapping.answers).toEqual([{ id: 'mql-meaning', value: 'first' }]);
    const shown = questionsToShow(next, look.questions, mapping);
    expect(shown.map(({ id, chosen: value }) => [id, value])).toEqual([['mql-meaning', 'first']]);
    const again = withChoice(mapping, { ...answer, value: 'last' });
    expect(again.answers).toEqual([{ id: 'mql-meaning', value: 'last' }]);
  });

  test('an answer that became a column is the column’s from then on', () => {
    const sent = withChoice(mappingOf(look), answer);
    const columns = look.columns.map((column) => (column.index === 10 ? { ...column, becomes: 'team' } : column));
    expect(settled(sent, { ...look, columns, questions: [] }).answers).toEqual([]);
  });
});

describe('what a new reason may become', () => {
  const keys = (becomes: string, of = look) => waysOut(group(REASONS, of), NEW, becomes).map(({ value }) => value);

  test('three ways out: the entry most like it, a new one in its bucket, and Other', () => {
    expect(keys('')).toEqual(['timing.competitor-contract', 'timing.', 'other.unspecified']);
  });

  test('a new one is named by the shell, and is then the way that was taken', async () => {
    const { look: next } = await chosen({ kind: 'value', group: REASONS, value: NEW, becomes: 'data.' });
    const { becomes } = group(REASONS, next).choices.find(({ value }) => value === NEW)!;
    expect(becomes).toBe('data.competitor-contract-until-q3');
    expect(keys(becomes, next)).toContain(becomes);
    expect(waysOut(group(REASONS, next), NEW, becomes)[1]?.label).toBe('New reason in Data');
  });

  test('reasons after contact have no buckets', () => {
    const list = { ...group(REASONS), id: 'disqualification.reason', targets: [] };
    expect(reasonTargets(list, 'No budget')).toEqual([{ value: 'No budget', label: 'New reason', group: 'New' }]);
  });

  test('nothing alike is not guessed at', () => {
    expect(nearest('Zzz', group(REASONS).targets)).toBeNull();
    const labels = waysOut(group(REASONS), 'Zzz', '').map(({ label }) => label);
    expect(labels).toEqual(['New reason in Fit', 'Other, text kept']);
  });
});
