import { commands, type DuplicateView, type MergeView } from '$lib/ipc';
import { attempt, Latest, notices, workspace } from '$lib/session';

type Side = 'one' | 'other';

/** Going through likely duplicates, one pair after the other. */
export class Merging {
  readonly listed = new Latest<DuplicateView[]>();
  readonly looked = new Latest<MergeView>();
  /** The pair that is shown. */
  pair = $state.raw<DuplicateView | null>(null);
  /** Which of the two stays. */
  keep = $state<Side>('one');
  /** Fields whose value is taken from the other side than the kept lead's, by slug. */
  swapped = $state.raw<string[]>([]);
  busy = $state(false);

  pairs: DuplicateView[] = $derived(this.listed.value ?? []);

  async refresh(): Promise<void> {
    const pairs = await this.listed.ask(() => commands.duplicates());
    if (!pairs) return;
    const same = pairs.find((known) => this.pair && samePair(known, this.pair));
    await this.show(same ?? pairs[0] ?? null);
  }

  async show(pair: DuplicateView | null): Promise<void> {
    if (pair && this.pair && samePair(pair, this.pair) && this.looked.value) return;
    this.pair = pair;
    this.looked.clear();
    if (!pair) return;
    const view = await this.looked.ask(() => commands.mergeLook(pair.one, pair.other));
    if (view) this.#begin(view);
  }

  /** Where the kept lead knows nothing and the other does, the other's value is the better beginning. */
  #begin(view: MergeView): void {
    this.keep = 'one';
    this.swapped = this.#gaps(view);
  }

  keepSide(side: Side): void {
    this.keep = side;
    this.swapped = this.looked.value ? this.#gaps(this.looked.value) : [];
  }

  #gaps({ rows }: MergeView): string[] {
    const [kept, gone] = this.keep === 'one' ? (['one', 'other'] as const) : (['other', 'one'] as const);
    return rows.filter((row) => row[kept] === '' && row[gone] !== '').map(({ field }) => field);
  }

  /** Whose value a field gets. */
  sideOf(field: string): Side {
    const other: Side = this.keep === 'one' ? 'other' : 'one';
    return this.swapped.includes(field) ? other : this.keep;
  }

  take(field: string, side: Side): void {
    const others = this.swapped.filter((known) => known !== field);
    this.swapped = side === this.keep ? others : [...others, field];
  }

  async merge(): Promise<void> {
    const { pair } = this;
    if (!pair) return;
    const [keep, gone] = this.keep === 'one' ? [pair.one, pair.other] : [pair.other, pair.one];
    const title = this.keep === 'one' ? pair.oneTitle : pair.otherTitle;
    await this.#settle(() => commands.mergeLeads(keep, gone, this.swapped), `Merged into ${title}.`);
  }

  async keepApart(): Promise<void> {
    const { pair } = this;
    if (!pair) return;
    await this.#settle(
      () => commands.keepApart(pair.one, pair.other),
      `${pair.oneTitle} and ${pair.otherTitle} are two people from here on.`,
    );
  }

  /** Carries a decision out and goes on to the pair that followed. */
  async #settle(act: () => ReturnType<typeof commands.keepApart>, said: string): Promise<void> {
    const place = this.pairs.findIndex((known) => this.pair && samePair(known, this.pair));
    const next = this.pairs[place + 1] ?? this.pairs[place - 1] ?? null;
    this.busy = true;
    const view = await attempt(act);
    this.busy = false;
    if (!view) return;
    this.pair = next;
    this.looked.clear();
    notices.say(said);
    // What shows leads asks again on this, and so does this list.
    workspace.adopt(view);
  }
}

const samePair = (a: DuplicateView, b: DuplicateView) => a.one === b.one && a.other === b.other;
