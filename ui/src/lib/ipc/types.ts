/**
 * What crosses the bridge. `…View` comes from the shell ready to be shown: dates, counts in sentences and rates are made
 * there, never here. `…Input` is what is sent back. `bindings.ts` is generated from the shell.
 */
export type * from './bindings';
