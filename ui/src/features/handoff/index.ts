export { default as Handoff } from './Handoff.svelte';
