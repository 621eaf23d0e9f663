import { type FieldView, type LeadsInput, type SavedViewView, type SortInput } from '$lib/ipc';
import { lens } from '$lib/session';

/** What a fresh table shows, as far as the workspace has it. */
const FIRST_COLUMNS = [
  'first_name',
  'last_name',
  'company',
  'title',
  'source',
  'stage',
  'decision',
  'reason',
  'created.at',
];

/** What the table of leads is asked for; it stays while people visit other screens. */
class LeadsQuery {
  criteria = $state<string | null>(null);
  columns = $state.raw<string[]>(FIRST_COLUMNS);
  sort = $state.raw<SortInput | null>(null);
  /** The saved view this is, until something is changed. */
  view = $state<number | null>(null);
  #workspace: string | null = null;
  #drill: string | null = null;

  input: LeadsInput = $derived({
    criteria: this.criteria,
    drill: lens.drill?.token ?? null,
    sort: this.sort,
    columns: this.columns,
  });

  /** Starts over when another workspace is shown. */
  beginWith(workspace: string): void {
    if (workspace === this.#workspace) return;
    this.#workspace = workspace;
    this.clear();
  }

  /** A mark lists exactly its leads: a filter that was set for another list does not narrow them. */
  follow(drill: string | null): void {
    if (drill !== null && drill !== this.#drill) this.narrow(null);
    this.#drill = drill;
  }

  /** Keeps only columns that exist; none left means the first ones. */
  settleOn(fields: FieldView[]): void {
    const known = new Set(fields.map(({ name }) => name));
    const kept = this.columns.filter((name) => known.has(name));
    if (kept.length === this.columns.length) return;
    this.columns = kept.length > 0 ? kept : fields.slice(0, 8).map(({ name }) => name);
  }

  narrow(criteria: string | null): void {
    this.criteria = criteria;
    this.view = null;
  }

  show(columns: string[]): void {
    this.columns = columns;
    if (this.sort && !columns.includes(this.sort.field)) this.sort = null;
  }

  /** Ascending, then descending, then the order of the shell again. */
  sortBy(field: string): void {
    if (this.sort?.field !== field) this.sort = { field, descending: false };
    else this.sort = this.sort.descending ? null : { field, descending: true };
  }

  take(view: SavedViewView): void {
    this.criteria = view.criteria === '' ? null : view.criteria;
    this.columns = view.columns.length > 0 ? view.columns : FIRST_COLUMNS;
    this.sort = view.sort;
    this.view = view.id;
    lens.drill = null;
  }

  clear(): void {
    this.criteria = null;
    this.columns = FIRST_COLUMNS;
    this.sort = null;
    this.view = null;
  }
}

export const query = new LeadsQuery();
