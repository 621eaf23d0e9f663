import { expect, test } from 'vitest';
import { filled, fresh, toggled } from './parts';

const choices = { tiers: ['1', '2'], roles: ["rep's manager", 'VP marketing', 'VP sales'] };

test('a new rule asks somebody and is about a tier there is', () => {
  const rule = fresh(choices);
  expect(rule.who).toEqual(['VP sales']);
  expect(rule.tier).toBe('1');
  expect(fresh({ tiers: [], roles: [] }).who).toEqual([]);
});

test('another kind keeps what was said and fills what was not', () => {
  const clock = { ...fresh(choices), level: '', tier: '2' };
  expect(filled(clock, 'origin', choices.tiers)).toMatchObject({ kind: 'origin', level: '30', tier: '2' });
  expect(filled({ ...clock, tier: '' }, 'clock', choices.tiers).tier).toBe('1');
});

test('whoever is asked is asked once', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
});
