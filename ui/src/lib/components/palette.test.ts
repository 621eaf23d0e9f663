import { expect, test } from 'vitest';
import { rank, type PaletteEntry } from './palette';

const entry = (label: string, also = ''): PaletteEntry => ({ id: label, label, kind: 'Action', also, act: () => {} });

const entries = [
  entry('Handoff', 'home'),
  entry('Leads'),
  entry('Import'),
  entry('Undo: import leads.csv'),
  entry('Zoom in'),
];

const found = (text: string) => rank(entries, text).map(({ label }) => label);

test('nothing typed offers everything in its order', () => {
  expect(found('  ')).toEqual(entries.map(({ label }) => label));
});

test('a name that begins with the text comes first, then words, then parts', () => {
  expect(found('im')).toEqual(['Import', 'Undo: import leads.csv']);
  expect(found('le')).toEqual(['Leads', 'Undo: import leads.csv']);
  expect(found('oo')).toEqual(['Zoom in']);
});

test('words may be typed in any order and by their other names', () => {
  expect(found('import undo')).toEqual(['Undo: import leads.csv']);
  expect(found('home')).toEqual(['Handoff']);
});

test('what nothing contains finds nothing', () => {
  expect(found('invoice')).toEqual([]);
});
