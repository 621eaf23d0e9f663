import type { FieldView } from '$lib/ipc';
import { describe, expect, test } from 'vitest';
import { complete, operatorsFor, valuesFor } from './operators';
import { cut } from './span';

const field = (name: string, kind: FieldView['kind'], extra = false): FieldView => ({
  name,
  label: name,
  kind,
  extra,
  values: [],
});

const offered = (of: FieldView) => operatorsFor(of).map(({ value }) => value);

describe('comparisons', () => {
  test('a number is ordered and never contains', () => {
    expect(offered(field('employees', 'number'))).toContain('between');
    expect(offered(field('employees', 'number'))).not.toContain('contains');
  });

  test('only the e-mail is asked about free-mail', () => {
    expect(offered(field('email', 'text'))).toContain('is free-mail');
    expect(offered(field('company', 'text'))).not.toContain('is free-mail');
  });

  test('an imported column may be ordered and may contain', () => {
    const ops = offered(field('Sales Region', 'text', true));
    expect(ops).toContain('between');
    expect(ops).toContain('contains');
  });

  test('changing the comparison keeps what still fits', () => {
    expect(valuesFor('between', ['50'])).toEqual(['50', '']);
    expect(valuesFor('in', ['Healthcare', ''])).toEqual(['Healthcare']);
    expect(valuesFor('is blank', ['Healthcare'])).toEqual([]);
    expect(valuesFor('=', [])).toEqual(['']);
  });

  test('words are offered where they stand in the criteria themselves', () => {
    const title = field('title', 'text');
    expect(offered(title)).not.toContain('matches');
    expect(operatorsFor(title, ['matches']).map(({ value }) => value)).toContain('matches');
    expect(valuesFor('matches', ['CISO', ''])).toEqual(['CISO']);
  });

  test('a test with a gap is not sent', () => {
    expect(complete('between', ['50', ''])).toBe(false);
    expect(complete('in', [])).toBe(false);
    expect(complete('=', ['  '])).toBe(false);
    expect(complete('is known', [])).toBe(true);
  });
});

describe('marking a problem', () => {
  test('offsets count bytes, so accents and emoji do not shift the mark', () => {
    expect(cut('stadt = "Köln" und', 16, 19)).toEqual({ before: 'stadt = "Köln" ', marked: 'und', after: '' });
  });

  test('offsets outside the text are brought inside', () => {
    expect(cut('abc', 9, 12)).toEqual({ before: 'abc', marked: '', after: '' });
    expect(cut('abc', 2, 1)).toEqual({ before: 'ab', marked: '', after: 'c' });
  });
});
