import type { Failure } from '$lib/ipc';
import { Latest } from './latest.svelte';

/** How long people pause in typing before what they wrote is tried, in milliseconds. */
const PAUSE = 250;

/**
 * What a draft would mean if it were saved. It is asked of the newest draft once people pause; the last answer stays in
 * place meanwhile, so that a form does not jump, and `pending` says that it belongs to an earlier draft.
 */
export class Foretold<Draft, Answer> {
  pending = $state(false);
  #latest = new Latest<Answer>();

  /** Follows `draft` (null: there is nothing to try) for as long as the component lives. */
  constructor(draft: () => Draft | null, ask: (draft: Draft) => Promise<Answer>) {
    $effect(() => {
      const asked = draft();
      this.pending = asked !== null;
      if (asked === null) {
        this.#latest.clear();
        return;
      }
      let newest = true;
      const timer = setTimeout(() => {
        void this.#latest.ask(() => ask(asked)).then(() => {
          if (newest) this.pending = false;
        });
      }, PAUSE);
      return () => {
        newest = false;
        clearTimeout(timer);
      };
    });
  }

  /** The last answer, unless the draft after it could not be tried. */
  get answer(): Answer | null {
    return this.#latest.failure ? null : this.#latest.value;
  }

  /** Why the draft as it is cannot be saved. */
  get problem(): Failure | null {
    return this.pending ? null : this.#latest.failure;
  }
}
