/** What the features of one window share. */
export { appearance, type ThemeChoice } from './appearance.svelte';
export { Foretold } from './foretold.svelte';
export { exportAll, wholes } from './exports';
export { Latest } from './latest.svelte';
export { arrival } from './arrival.svelte';
export { combined, lens, type FieldChoice } from './lens.svelte';
export { list, openLead } from './list';
export { attempt, notices, type Notice } from './notices.svelte';
export { step } from './step';
export { workspace } from './workspace.svelte';
