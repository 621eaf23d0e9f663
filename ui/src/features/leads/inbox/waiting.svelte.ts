import { commands, type LeadsInput, type LeadsPageView } from '$lib/ipc';
import { Latest } from '$lib/session';

/** What is still inside its window, or what nobody decided about in time. */
export type Which = 'pending' | 'lapsed';

/** Rows at hand; the others follow as these are decided about. */
const ROWS = 200;

const COLUMNS = ['first_name', 'last_name', 'company', 'title', 'source', 'stage.mql.at'];

/** A lead that waits for a decision. */
export interface Waiting {
  id: number;
  name: string;
  company: string;
  title: string;
  source: string;
  since: string;
}

/**
 * The leads that wait, the oldest first. One that is being decided about leaves at once, and comes back if that is
 * refused or undone.
 */
export class WaitingLeads {
  which = $state<Which>('pending');
  readonly answer = new Latest<LeadsPageView>();
  #leaving = $state.raw<number[]>([]);
  /** The lead that is shown, by its place, so that deciding moves on by itself. */
  #place = $state(0);
  /** Those decided about here, the newest last: undo brings its lead back into view. */
  #decided: number[] = [];

  rows: Waiting[] = $derived(
    (this.answer.value?.rows ?? []).filter(({ id }) => !this.#leaving.includes(id)).map(({ id, cells }) => read(id, cells)),
  );
  total: number = $derived(Math.max(0, (this.answer.value?.total ?? 0) - this.#leaving.length));
  place: number = $derived(Math.max(0, Math.min(this.rows.length - 1, this.#place)));
  current: Waiting | null = $derived(this.rows[this.place] ?? null);

  input: LeadsInput = $derived({
    criteria: `decision = "${this.which}"`,
    drill: null,
    sort: { field: 'stage.mql.at', descending: false },
    columns: COLUMNS,
  });

  async refresh(): Promise<void> {
    const shown = this.current?.id;
    const page = await this.answer.ask(() => commands.leads(this.input, 0, ROWS));
    if (!page) return;
    const ids = page.rows.map(({ id }) => id);
    // What is still on its way to being decided stays away; what has arrived needs no hiding.
    this.#leaving = this.#leaving.filter((id) => this.#underway.has(id) && ids.includes(id));
    const back = this.#decided.findLast((id) => ids.includes(id) && !this.#leaving.includes(id));
    if (back !== undefined) {
      this.#decided = this.#decided.slice(0, this.#decided.lastIndexOf(back));
      this.show(back);
    } else if (shown !== undefined) this.show(shown);
  }

  // Nothing is drawn from it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #underway = new Set<number>();

  go(place: number): void {
    this.#place = Math.max(0, Math.min(this.rows.length - 1, place));
  }

  show(id: number): void {
    const place = this.rows.findIndex((row) => row.id === id);
    if (place >= 0) this.#place = place;
  }

  turn(which: Which): void {
    this.which = which;
    this.#place = 0;
    this.#decided = [];
  }

  /** Takes the lead off the list while `decision` runs; one that is refused comes back. */
  async leave(id: number, decision: Promise<number | null>): Promise<void> {
    this.#place = this.place;
    this.#underway.add(id);
    this.#leaving = [...this.#leaving, id];
    const done = await decision;
    this.#underway.delete(id);
    if (done === null) this.#leaving = this.#leaving.filter((other) => other !== id);
    else this.#decided.push(id);
  }
}

function read(id: number, cells: string[]): Waiting {
  const [first = '', last = '', company = '', title = '', source = '', since = ''] = cells;
  const name = [first, last].filter(Boolean).join(' ') || company || `Lead ${id}`;
  return { id, name, company, title, source, since };
}
