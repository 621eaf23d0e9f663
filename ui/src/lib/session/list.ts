import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import type { DrillView } from '$lib/ipc';
import { lens } from './lens.svelte';

/** Lists exactly the leads behind a count. */
export function list(drill: DrillView): void {
  lens.drill = drill;
  lens.lead = null;
  void goto(resolve('/leads'));
}

/** Opens one lead, beside the list it was counted in. */
export function openLead(id: number, drill: DrillView | null = null): void {
  lens.drill = drill;
  lens.lead = id;
  void goto(resolve('/leads'));
}
