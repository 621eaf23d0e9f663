/** How wide one character of a cell is, in rem: the average of the typeface at the table's size. */
const CHARACTER = 0.43;
/** The room left and right of a cell, and of the wider letters of a short word, in rem. */
const PADDING = 1.875;
const NARROWEST = 5;
/** Up to so many characters a cell is read whole: dates with their time, stages, decisions. */
const WHOLE = 17;
/** What a column of longer texts gets: nine columns and their boxes fit into a window of 1280 px. */
const TEXT = 7.5;

/**
 * The width each column wants, in rem: that of nearly its longest cell among the first rows, or of its header. One odd cell
 * does not widen a column. Short values are read whole; longer texts are cut, since names and titles are known by their
 * beginning.
 */
export function columnWidths(columns: { label: string }[], rows: string[][]): number[] {
  return columns.map(({ label }, column) => {
    const lengths = rows.map((cells) => cells[column]?.length ?? 0).sort((a, b) => a - b);
    const usual = Math.max(lengths[Math.floor((lengths.length - 1) * 0.9)] ?? 0, label.length);
    const wanted = usual <= WHOLE ? usual * CHARACTER + PADDING : TEXT;
    return Math.round(Math.max(NARROWEST, wanted) * 100) / 100;
  });
}
