export { default as Personas } from './personas/Personas.svelte';
export { default as Settings } from './Settings.svelte';
