import { describe, expect, test } from 'vitest';
import {
  clamp,
  fullHeight,
  lastOffset,
  MAX_TRAVEL,
  offsetAt,
  offsetShowing,
  scrollTopFor,
  travelHeight,
  visibleRows,
} from './window';

const shapes = [0, 1, 3, 19, 20, 21, 5_002, 250_000, 1_000_000, 10_000_000].flatMap((rows) =>
  [640, 617, 33].map((view) => ({ rows, rowHeight: 32, view })),
);

describe.each(shapes)('$rows rows in $view pixels', (shape) => {
  const offsets = [0, 0.25, 0.5, 0.77, 1].map((part) => part * lastOffset(shape));

  test('the scrolled element stays within what an engine bears', () => {
    expect(travelHeight(shape), 'half of 2^25, for double zoom').toBeLessThan(2 ** 24);
    if (fullHeight(shape) <= MAX_TRAVEL) expect(travelHeight(shape)).toBe(fullHeight(shape));
  });

  test('bar and offset are each other’s inverse, and both reach the ends', () => {
    for (const offset of offsets) {
      expect(offsetAt(scrollTopFor(offset, shape), shape)).toBeCloseTo(offset, 3);
    }
    const end = Math.max(0, travelHeight(shape) - shape.view);
    expect(offsetAt(end, shape)).toBeCloseTo(lastOffset(shape), 3);
    expect(offsetAt(0, shape)).toBe(0);
  });

  test('the rows drawn cover the view and stay inside the table', () => {
    for (const offset of offsets) {
      const { first, end } = visibleRows(offset, shape);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(shape.rows);
      expect(first * shape.rowHeight).toBeLessThanOrEqual(offset);
      const seen = Math.min(offset + shape.view, fullHeight(shape));
      expect(end * shape.rowHeight).toBeGreaterThanOrEqual(seen);
      expect(end - first, 'a window is small, however long the table').toBeLessThan(40);
    }
  });

  test('showing a row moves no further than it must', () => {
    if (shape.rows === 0 || shape.view < shape.rowHeight) return;
    for (const row of [0, Math.floor(shape.rows / 2), shape.rows - 1]) {
      for (const offset of offsets) {
        const shown = offsetShowing(row, offset, shape);
        expect(shown).toBeLessThanOrEqual(row * 32);
        expect(shown + shape.view).toBeGreaterThanOrEqual(Math.min(row * 32 + 32, fullHeight(shape)));
        expect(offsetShowing(row, shown, shape), 'a row in view moves nothing').toBe(shown);
      }
    }
  });
});

test('an offset outside the table is brought back', () => {
  const shape = { rows: 100, rowHeight: 32, view: 320 };
  expect(clamp(-5, shape)).toBe(0);
  expect(clamp(1e9, shape)).toBe(2880);
});
