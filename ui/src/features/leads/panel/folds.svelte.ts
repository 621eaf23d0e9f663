import { SvelteSet } from 'svelte/reactivity';

/** Which sections of a lead are open. It stays while people go from lead to lead. */
export const open = new SvelteSet<string>(['story']);
