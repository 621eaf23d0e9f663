export { default as Inbox } from './inbox/Inbox.svelte';
export { default as Leads } from './Leads.svelte';
