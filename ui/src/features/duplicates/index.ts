export { default as Duplicates } from './Duplicates.svelte';
