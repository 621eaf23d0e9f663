export { default as OtherDesk } from './other/OtherDesk.svelte';
export { default as Rules } from './Rules.svelte';
export { default as TiersPage } from './tiers/TiersPage.svelte';
export { default as CommitmentsPage } from './commitments/CommitmentsPage.svelte';
export { default as ConsequencesPage } from './consequences/ConsequencesPage.svelte';
