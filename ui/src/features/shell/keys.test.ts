import { expect, test } from 'vitest';
import { asked } from './keys';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

const ctrl = { ctrlKey: true };

test('the command key is Ctrl here and Command on a Mac', () => {
  expect(asked(press('k', ctrl), false, false)).toEqual({ kind: 'palette' });
  expect(asked(press('k', { metaKey: true }), false, true)).toEqual({ kind: 'palette' });
  expect(asked(press('k', ctrl), false, true)).toBeNull();
});

test('digits name screens, counted from one', () => {
  expect(asked(press('3', ctrl), true, false)).toEqual({ kind: 'screen', place: 2 });
});

test('undo and redo leave text that is being typed alone', () => {
  expect(asked(press('z', ctrl), false, false)).toEqual({ kind: 'undo' });
  expect(asked(press('Z', { ...ctrl, shiftKey: true }), false, false)).toEqual({ kind: 'redo' });
  expect(asked(press('z', ctrl), true, false)).toBeNull();
});

test('no letter acts by itself', () => {
  for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789') expect(asked(press(key), false, false)).toBeNull();
  expect(asked(press('?'), false, false)).toEqual({ kind: 'shortcuts' });
  expect(asked(press('?'), true, false), 'a question mark in a text is a question mark').toBeNull();
});
