/** How wide one character of a cell is, in rem: the average of the typeface at the table's size. */
const CHARACTER = 0.42;
/** The room left and right of a cell, in rem. */
const PADDING = 1.25;
const NARROWEST = 5;
const WIDEST = 9;

/**
 * The width each column wants, in rem: that of nearly its longest cell among the first rows, or of its header. One odd
 * cell does not widen a column; nothing is wider than a table of nine columns and their boxes can afford at 1280 px.
 */
export function columnWidths(columns: { label: string }[], rows: string[][]): number[] {
  return columns.map(({ label }, column) => {
    const lengths = rows.map((cells) => cells[column]?.length ?? 0).sort((a, b) => a - b);
    const usual = lengths[Math.floor((lengths.length - 1) * 0.9)] ?? 0;
    const wanted = Math.max(usual, label.length) * CHARACTER + PADDING;
    return Math.round(Math.min(WIDEST, Math.max(NARROWEST, wanted)) * 100) / 100;
  });
}
