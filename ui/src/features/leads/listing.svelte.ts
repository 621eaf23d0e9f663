import { RowPages, Selection } from '$lib/components';
import { attempt, notices } from '$lib/session';

interface Row {
  id: number;
  cells: string[];
}

/** Most rows one answer holds. */
const FETCHED = 1000;

/** What a table of leads shows, page by page, and which of its rows are chosen. */
export class Listing<Question> {
  readonly selection = new Selection();
  readonly pages: RowPages;
  /** Counts lists, so that the table begins each one at its top. */
  list = $state(0);
  #fetch: (question: Question, offset: number, limit: number) => Promise<Row[]>;
  /** What the list on screen was asked for: its further pages must come from the same question. */
  #listed: Question;

  constructor(first: Question, fetch: (question: Question, offset: number, limit: number) => Promise<Row[]>) {
    this.#listed = first;
    this.#fetch = fetch;
    this.pages = new RowPages(
      (offset, limit) => fetch(this.#listed, offset, limit),
      (thrown) => notices.fail(thrown),
    );
  }

  get listed(): Question {
    return this.#listed;
  }

  /** Shows another answer from its first rows on. Whoever was chosen stays so where it is about the same leads. */
  begin(question: Question, rows: Row[], sameLeads: boolean): void {
    if (!sameLeads) this.selection.clear();
    this.#listed = question;
    this.pages.clear();
    this.pages.put(0, rows);
    this.list += 1;
  }

  /** Chooses all rows between two places; those nobody has scrolled to are fetched for it. */
  async chooseRange(first: number, last: number): Promise<void> {
    const question = this.#listed;
    const found = await attempt(async () => {
      const ids: number[] = [];
      for (let at = first; at <= last; at += FETCHED) {
        const rows = await this.#fetch(question, at, Math.min(FETCHED, last - at + 1));
        ids.push(...rows.map(({ id }) => id));
      }
      return ids;
    });
    found?.forEach((id) => this.selection.set(id, true));
  }
}
