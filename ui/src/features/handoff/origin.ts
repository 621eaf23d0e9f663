import { lens, list, type Origin } from '$lib/session';
import type { DrillView } from '$lib/ipc';

/** Lists the leads behind something on `page`, which the way back will find again. */
export function drillFrom(page: Origin['page']): (drill: DrillView, place: string) => void {
  return (drill, place) => list(drill, { page, place });
}

/** Puts the focus back where a list was asked for, as soon as that is there again. */
export function comeBack(page: Origin['page']): void {
  const { origin } = lens;
  if (origin?.page !== page) return;
  const found = document.querySelector<HTMLElement>(`[data-origin="${CSS.escape(origin.place)}"]`);
  if (!found) return;
  lens.origin = null;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: 'center' });
}
