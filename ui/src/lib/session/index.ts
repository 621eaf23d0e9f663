/** What the features of one window share. */
export { appearance, type ThemeChoice } from './appearance.svelte';
export { Foretold } from './foretold.svelte';
export { exportAll, wholes } from './exports';
export { Latest } from './latest.svelte';
export { arrival } from './arrival.svelte';
export { BY_FIRST, combined, lens, type FieldChoice, type Origin } from './lens.svelte';
export { list, openLead } from './list';
export { attempt, notices, type Notice } from './notices.svelte';
export { offers, type Offer } from './offers.svelte';
export { step } from './step';
export { workspace } from './workspace.svelte';
