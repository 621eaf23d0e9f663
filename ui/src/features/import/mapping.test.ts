import { commands, type LookView } from '$lib/ipc';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  mappingOf,
  questionsToShow,
  reasonTargets,
  settled,
  undecidedValues,
  withChoice,
  type Choice,
} from './mapping';

let look: LookView;
beforeAll(async () => {
  look = await commands.importLook('/tmp/leads.csv', null);
});

/** One choice sent to the shell, and what stands afterwards. */
async function chosen(choice: Choice, from = mappingOf(look)) {
  const sent = withChoice(from, choice);
  const next = await commands.importLook(look.path, sent);
  return { look: next, mapping: settled(sent, next) };
}

describe('columns', () => {
  test('a field is filled by one column only', () => {
    const changed = withChoice(mappingOf(look), { kind: 'column', index: 10, becomes: 'source' });
    expect(changed.columns.filter(({ becomes }) => becomes === 'source').map(({ index }) => index)).toEqual([10]);
  });

  test('any number of columns may be kept as they are', () => {
    let mapping = withChoice(mappingOf(look), { kind: 'column', index: 0, becomes: '' });
    mapping = withChoice(mapping, { kind: 'column', index: 1, becomes: '' });
    expect(mapping.columns.filter(({ becomes }) => becomes === '').length).toBe(3);
  });
});

describe('values', () => {
  test('what nobody decided is not sent, because sent it would count as decided', () => {
    expect(mappingOf(look).statuses.map(({ value }) => value)).not.toContain('On hold');
    expect(mappingOf(look).reasons.every(({ becomes }) => becomes !== '')).toBe(true);
  });

  test('that a status means no stage is a decision, and survives the next look', async () => {
    const { look: next, mapping } = await chosen({ kind: 'status', value: 'On hold', becomes: '' });
    expect(undecidedValues(next.statuses, mapping.statuses)).toEqual([]);
    const back = withChoice(mapping, { kind: 'status', value: 'On hold', becomes: null });
    expect(undecidedValues(next.statuses, back.statuses)).toHaveLength(1);
  });

  test('a reason that was chosen is no longer undecided', async () => {
    const choice: Choice = { kind: 'reason', value: 'Competitor contract until Q3', becomes: 'timing.contract' };
    const { look: next, mapping } = await chosen(choice);
    expect(undecidedValues(next.reasons, mapping.reasons)).toEqual([]);
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

describe('what values may become', () => {
  test('a new reason is keyed by its words and never offered twice', () => {
    const keys = reasonTargets(look, 'Competitor contract until Q3').map(({ value }) => value);
    expect(keys).toContain('timing.competitor-contract-until-q3');
    const again = reasonTargets(look, 'Company too small').map(({ value }) => value);
    expect(again.filter((key) => key === 'fit.company-too-small')).toHaveLength(1);
  });
});
