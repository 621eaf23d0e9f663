import { commands, type RecycleInput, type RecyclePageView, type RecycleView, type SortInput } from '$lib/ipc';
import { Latest } from '$lib/session';

/** Who is there, and has to be looked at when their day comes. */
export const THERE = 'there';

/** First rows of a list, which come with its total. */
const FIRST_ROWS = 200;

/** The tracks, and the list of one of their counts. */
export class RecycleTracks {
  readonly tracks = new Latest<RecycleView>();
  readonly page = new Latest<RecyclePageView>();
  /** The track whose leads are listed; null for all. */
  track = $state<number | null>(null);
  /** Which of its counts. */
  part = $state(THERE);
  /** Only those due by this ISO day. */
  dueBy = $state('');
  sort = $state.raw<SortInput | null>(null);

  input: RecycleInput = $derived({
    track: this.track,
    part: this.part,
    dueBy: this.dueBy === '' ? null : this.dueBy,
    sort: this.sort,
  });

  /** Lists the leads of a count. */
  show(track: number | null, part: string): void {
    this.track = track;
    this.part = part;
    // A day is asked for where days are still to come.
    if (part !== THERE && part !== 'due') this.dueBy = '';
    this.sort = null;
  }

  /** Ascending, then descending, then who is due soonest again. */
  sortBy(field: string): void {
    if (this.sort?.field !== field) this.sort = { field, descending: false };
    else this.sort = this.sort.descending ? null : { field, descending: true };
  }

  count(): Promise<RecycleView | null> {
    return this.tracks.ask(() => commands.recycle());
  }

  find(input: RecycleInput): Promise<RecyclePageView | null> {
    return this.page.ask(() => commands.recycled(input, 0, FIRST_ROWS));
  }
}
