export { default as Inbox } from './inbox/Inbox.svelte';
export { default as Leads } from './Leads.svelte';
export { default as Recycle } from './recycle/Recycle.svelte';
