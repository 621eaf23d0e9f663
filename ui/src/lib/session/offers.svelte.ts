import type { DrillView } from '$lib/ipc';

/** A list of leads behind something the screen shows. */
export interface Offer {
  id: string;
  /** How it is called in the palette. */
  label: string;
  count: number;
  open: () => void;
  drill: DrillView;
}

/** What the shown screen can list. The palette offers it, whichever feature the screen belongs to. */
class Offers {
  #by = $state.raw<Record<string, Offer[]>>({});

  all = $derived(Object.values(this.#by).flat());

  /** Replaces what `who` offers, until the returned function is called. */
  put(who: string, offers: Offer[]): () => void {
    this.#by = { ...this.#by, [who]: offers };
    return () => {
      // Whoever came after has replaced it already.
      if (this.#by[who] !== offers) return;
      this.#by = Object.fromEntries(Object.entries(this.#by).filter(([name]) => name !== who));
    };
  }
}

export const offers = new Offers();
