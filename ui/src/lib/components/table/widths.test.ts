import { describe, expect, it } from 'vitest';
import { columnWidths } from './widths';

describe('column widths', () => {
  it('gives a column the room its cells want, within bounds', () => {
    const columns = [{ label: 'Tier' }, { label: 'Created' }, { label: 'Job title' }];
    const rows = Array.from({ length: 40 }, () => ['1', '28 Sep 2026 09:52', 'x'.repeat(200)]);
    const [tier = 0, created = 0, title = 0] = columnWidths(columns, rows);
    expect(tier, 'as narrow as it gets').toBe(5);
    expect(created, 'a date is read whole').toBeGreaterThan(9);
    expect(title, 'a long text is cut').toBe(7.5);
  });

  it('is not widened by one odd cell, and knows headers before there are rows', () => {
    const rows = [...Array.from({ length: 39 }, () => ['short']), ['y'.repeat(90)]];
    expect(columnWidths([{ label: 'A' }], rows)).toEqual([5]);
    expect(columnWidths([{ label: 'Disqualification reason' }], [])[0]).toBe(7.5);
  });
});
