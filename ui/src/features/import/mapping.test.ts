import { commands, type LookView } from '$lib/ipc';
import { beforeAll, describe, expect, test } from 'vitest';
import { mappingOf, reasonTargets, statusTargets, undecided, withChoice } from './mapping';

let look: LookView;
beforeAll(async () => {
  look = await commands.importLook('/tmp/leads.csv', null);
});

describe('choices', () => {
  test('a field is filled by one column only', () => {
    const changed = withChoice(mappingOf(look), { kind: 'column', index: 10, becomes: 'source' });
    expect(changed.columns.filter(({ becomes }) => becomes === 'source').map(({ index }) => index)).toEqual([10]);
  });

  test('any number of columns may be kept as they are', () => {
    let mapping = withChoice(mappingOf(look), { kind: 'column', index: 0, becomes: '' });
    mapping = withChoice(mapping, { kind: 'column', index: 1, becomes: '' });
    expect(mapping.columns.filter(({ becomes }) => becomes === '').length).toBe(3);
  });

  test('a second answer replaces the first', () => {
    let mapping = withChoice(mappingOf(look), { kind: 'answer', id: 'mql-meaning', value: 'first' });
    mapping = withChoice(mapping, { kind: 'answer', id: 'mql-meaning', value: 'last' });
    expect(mapping.answers).toEqual([{ id: 'mql-meaning', value: 'last' }]);
  });

  test('what was chosen is no longer undecided', async () => {
    expect(undecided(look)).toBe(3);
    let mapping = withChoice(mappingOf(look), { kind: 'answer', id: 'mql-meaning', value: 'first' });
    mapping = withChoice(mapping, { kind: 'status', value: 'On hold', becomes: 'mql' });
    expect(undecided(await commands.importLook(look.path, mapping))).toBe(1);
  });
});

describe('what values may become', () => {
  test('stages are read off the stamps', () => {
    expect(statusTargets(look).map(({ value }) => value)).toContain('sal');
  });

  test('the shell’s own lists come first', () => {
    const only = [{ value: 'won', label: 'Won', group: 'Stage' }];
    expect(statusTargets({ ...look, statusTargets: only })).toEqual(only);
  });

  test('a new reason is keyed by its words and never offered twice', () => {
    const keys = reasonTargets(look, 'Competitor contract until Q3').map(({ value }) => value);
    expect(keys).toContain('timing.competitor-contract-until-q3');
    const again = reasonTargets(look, 'Company too small').map(({ value }) => value);
    expect(again.filter((key) => key === 'fit.company-too-small')).toHaveLength(1);
  });
});
