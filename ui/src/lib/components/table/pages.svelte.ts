import { SvelteMap } from 'svelte/reactivity';

/** Rows asked for at a time. */
export const PAGE = 200;

/** Pages kept: enough to scroll back without asking again, little enough for any table. */
const KEPT = 40;

export interface Row {
  id: number;
  cells: string[];
}

/** The part of a long list that has been looked at, fetched by pages as rows come into view. */
export class RowPages {
  #fetch: (offset: number, limit: number) => Promise<Row[]>;
  #refused: (thrown: unknown) => void;
  #pages = new SvelteMap<number, Row[]>();
  // Nothing is drawn from it, so it need not be reactive.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #asked = new Set<number>();
  #turn = 0;

  constructor(fetch: (offset: number, limit: number) => Promise<Row[]>, refused: (thrown: unknown) => void) {
    this.#fetch = fetch;
    this.#refused = refused;
  }

  /** The row at `index`, or undefined while it is on its way. */
  at(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Asks for the pages between two rows that are neither here nor on their way. */
  want(first: number, end: number): void {
    if (end <= first) return;
    for (let page = Math.floor(first / PAGE); page * PAGE < end; page += 1) {
      if (!this.#pages.has(page) && !this.#asked.has(page)) void this.#load(page);
    }
  }

  /** Puts in rows that came with another answer. */
  put(offset: number, rows: Row[]): void {
    if (offset % PAGE === 0) this.#pages.set(offset / PAGE, rows);
  }

  /** Forgets everything, also what is on its way. */
  clear(): void {
    this.#turn += 1;
    this.#pages.clear();
    this.#asked.clear();
  }

  async #load(page: number): Promise<void> {
    const turn = this.#turn;
    this.#asked.add(page);
    try {
      const rows = await this.#fetch(page * PAGE, PAGE);
      if (turn !== this.#turn) return;
      this.#drop();
      this.#pages.set(page, rows);
    } catch (thrown) {
      if (turn === this.#turn) this.#refused(thrown);
    } finally {
      // A page that failed may be asked for again when it is next in view.
      if (turn === this.#turn) this.#asked.delete(page);
    }
  }

  #drop(): void {
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size < KEPT) return;
      this.#pages.delete(oldest);
    }
  }
}
