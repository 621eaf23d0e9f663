export { default as Leads } from './Leads.svelte';
