import { expect, test } from 'vitest';
import { finished, spanAfter } from './spans';

test('a closed day opens at once, a second span waits until it is typed', () => {
  expect(finished([spanAfter([])])).toBe(true);
  const two = [{ from: '09:00', to: '12:00' }, spanAfter([{ from: '09:00', to: '12:00' }])];
  expect(finished(two)).toBe(false);
  expect(finished([])).toBe(true);
});
