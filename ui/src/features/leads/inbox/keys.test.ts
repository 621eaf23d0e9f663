import { expect, test } from 'vitest';
import { verbOf } from './keys';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test('a letter decides in the list only, with Alt everywhere', () => {
  expect(verbOf(press('a'), true)).toBe('accept');
  expect(verbOf(press('r'), true)).toBe('reject');
  expect(verbOf(press('a'), false)).toBeNull();
  expect(verbOf(press('d', { altKey: true }), false)).toBe('disqualify');
});

test('what means something else decides nothing', () => {
  expect(verbOf(press('a', { ctrlKey: true }), true), 'select all').toBeNull();
  expect(verbOf(press('r', { metaKey: true }), true)).toBeNull();
  expect(verbOf(press('d', { shiftKey: true }), true)).toBeNull();
  expect(verbOf(press('z'), true)).toBeNull();
});
