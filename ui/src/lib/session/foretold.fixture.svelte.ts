import { flushSync } from 'svelte';
import { Foretold } from './foretold.svelte';

/** A draft that a test types into, and what is foretold of it. */
export function followed(ask: (draft: string) => Promise<string>) {
  let draft = $state<string | null>(null);
  let foretold!: Foretold<string, string>;
  const end = $effect.root(() => {
    foretold = new Foretold(() => draft, ask);
  });
  flushSync();
  const type = (text: string | null) => {
    draft = text;
    flushSync();
  };
  return { type, foretold, end };
}
