import { commands, type VerbView, type WaitingLeadView, type WaitingView } from '$lib/ipc';
import { Latest } from '$lib/session';

/** What is still inside its window, or what nobody decided about in time. */
export type Which = 'pending' | 'lapsed';

/** Rows at hand; the others follow as these are decided about. */
const ROWS = 200;

/**
 * The leads that wait, in the order of their clocks: the latest first, then who is due soonest. One that is being decided about leaves at once, and comes back if that is
 * refused or undone.
 */
export class WaitingLeads {
  which = $state<Which>('pending');
  readonly answer = new Latest<WaitingView>();
  #leaving = $state.raw<number[]>([]);
  /** The lead that is shown, by its place, so that deciding moves on by itself. */
  #place = $state(0);
  /** Those decided about here, the newest last: undo brings its lead back into view. */
  #decided: number[] = [];

  rows: WaitingLeadView[] = $derived(
    (this.answer.value?.leads ?? []).filter(({ id }) => !this.#leaving.includes(id)),
  );
  total: number = $derived(Math.max(0, (this.answer.value?.total ?? 0) - this.#leaving.length));
  place: number = $derived(Math.max(0, Math.min(this.rows.length - 1, this.#place)));
  current: WaitingLeadView | null = $derived(this.rows[this.place] ?? null);

  /** What may be decided here, as far as the ladder says. */
  verbs: VerbView[] = $derived(this.answer.value?.verbs ?? []);

  async refresh(): Promise<void> {
    const shown = this.current?.id;
    const { which } = this;
    const page = await this.answer.ask(() => commands.waitingLeads(which, ROWS));
    if (!page) return;
    const ids = page.leads.map(({ id }) => id);
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
