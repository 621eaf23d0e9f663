import { expect, test } from 'vitest';
import { rankOptions } from './options';

const options = [
  { label: 'Kept as it is' },
  { label: 'Created', group: 'Handoff' },
  { label: 'Rejection reason', group: 'Handoff' },
  { label: 'Rejected', group: 'Entered a stage at' },
  { label: 'MQL', group: 'Entered a stage at' },
];
const found = (text: string) => rankOptions(options, text).map(({ label }) => label);

test('nothing typed leaves everything in its order', () => {
  expect(found('  ')).toHaveLength(options.length);
});

test('every word counts, wherever it stands; what begins with it comes first', () => {
  expect(found('rea')).toEqual(['Created', 'Rejection reason']);
  expect(found('re rea')).toEqual(['Rejection reason', 'Created']);
  expect(found('rej sta')).toEqual(['Rejected']);
});

test('a group is found by the beginnings of its words only', () => {
  expect(found('stage')).toEqual(['Rejected', 'MQL']);
  expect(found('nter')).toEqual([]);
});
