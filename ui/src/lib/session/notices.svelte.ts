import { Failure } from '$lib/ipc';

/** What can be done about a notice. */
export interface Act {
  label: string;
  run: () => void;
}

export interface Notice {
  id: number;
  text: string;
  hint: string | null;
  tone: 'plain' | 'bad';
  act: Act | null;
}

/** Short messages about what was done or refused. Failures stay until they are dismissed. */
class Notices {
  list = $state.raw<Notice[]>([]);
  #next = 1;

  /** Says what was done, and offers a way back where there is one. */
  say(text: string, act: Act | null = null): void {
    this.#add({ text, hint: null, tone: 'plain', act });
  }

  /** Says what went wrong, unless the person cancelled it. */
  fail(thrown: unknown): void {
    const failure = Failure.from(thrown);
    if (failure.code === 'cancelled') return;
    this.#add({ text: failure.message, hint: failure.hint, tone: 'bad', act: null });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(notice: Omit<Notice, 'id'>): void {
    // Only the newest step has its way back on screen: another one would lie about what it takes back.
    const others = this.list.filter((known) => known.text !== notice.text && !(notice.act && known.act));
    this.list = [...others, { ...notice, id: this.#next++ }].slice(-3);
  }
}

export const notices = new Notices();

/** Runs `act`; a failure is said, and answered with null. */
export async function attempt<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (thrown) {
    notices.fail(thrown);
    return null;
  }
}
