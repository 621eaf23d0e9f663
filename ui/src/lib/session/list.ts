import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import type { DrillView } from '$lib/ipc';
import { lens, type Origin } from './lens.svelte';

/** Lists exactly the leads behind a count; `origin` is where the way back leads. */
export function list(drill: DrillView, origin: Origin | null = null): void {
  lens.drill = drill;
  lens.origin = origin;
  lens.lead = null;
  void goto(resolve('/leads'));
}

/** Opens one lead, beside the list it was counted in. */
export function openLead(id: number, drill: DrillView | null = null): void {
  lens.drill = drill;
  lens.origin = null;
  lens.lead = id;
  void goto(resolve('/leads'));
}
