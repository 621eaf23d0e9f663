/**
 * Which rows of a long table are in view. Browsers give up on elements higher than some 33 million pixels, at double
 * zoom half of that; a million rows come close. So the scroll bar travels at most {@link MAX_TRAVEL} pixels and the rows
 * are placed by an offset of their own: a wheel turn moves the offset one to one, only dragging the bar is scaled.
 */

/** Pixels the scrolled element may be high; doubled by zoom it is still half of what any engine bears. */
export const MAX_TRAVEL = 8_000_000;

/** Rows drawn above and below the view, so that a fast turn does not show a gap. */
const SPARE = 6;

export interface Shape {
  rows: number;
  rowHeight: number;
  /** Height of the area that shows rows. */
  view: number;
}

/** Height of all rows laid out one below the other. */
export function fullHeight({ rows, rowHeight }: Shape): number {
  return rows * rowHeight;
}

/** Height the scrolled element really gets. */
export function travelHeight(shape: Shape): number {
  return Math.min(fullHeight(shape), MAX_TRAVEL);
}

/** The largest offset: the last row ends at the bottom of the view. */
export function lastOffset(shape: Shape): number {
  return Math.max(0, fullHeight(shape) - shape.view);
}

/** Keeps an offset inside the table. */
export function clamp(offset: number, shape: Shape): number {
  return Math.max(0, Math.min(lastOffset(shape), offset));
}

/** The offset a position of the scroll bar stands for. */
export function offsetAt(scrollTop: number, shape: Shape): number {
  const travel = travelHeight(shape) - shape.view;
  if (travel <= 0) return 0;
  return clamp((scrollTop / travel) * lastOffset(shape), shape);
}

/** The position of the scroll bar that stands for an offset. */
export function scrollTopFor(offset: number, shape: Shape): number {
  const last = lastOffset(shape);
  if (last === 0) return 0;
  return (clamp(offset, shape) / last) * (travelHeight(shape) - shape.view);
}

/** The rows to draw: from `first` up to, not including, `end`. */
export function visibleRows(offset: number, shape: Shape): { first: number; end: number } {
  const first = Math.floor(offset / shape.rowHeight) - SPARE;
  const end = Math.ceil((offset + shape.view) / shape.rowHeight) + SPARE;
  return { first: Math.max(0, Math.min(first, shape.rows)), end: Math.max(0, Math.min(end, shape.rows)) };
}

/** The nearest offset at which `row` is wholly in view. */
export function offsetShowing(row: number, offset: number, shape: Shape): number {
  const top = row * shape.rowHeight;
  const bottom = top + shape.rowHeight - shape.view;
  return clamp(Math.min(top, Math.max(bottom, offset)), shape);
}
