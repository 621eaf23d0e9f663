export { default as Personas } from './personas/Personas.svelte';
export { default as Settings } from './Settings.svelte';
export { default as People } from './people/People.svelte';
export { default as Hours } from './hours/Hours.svelte';
export { default as Ladder } from './ladder/Ladder.svelte';
