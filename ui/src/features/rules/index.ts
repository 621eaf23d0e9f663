export { default as OtherDesk } from './other/OtherDesk.svelte';
export { default as Rules } from './Rules.svelte';
