export { default as Clocks } from './clocks/Clocks.svelte';
export { default as Commitments } from './commitments/Commitments.svelte';
export { default as Escalations } from './escalations/Escalations.svelte';
export { default as Gallery } from './Gallery.svelte';
export { default as Handoff } from './Handoff.svelte';
