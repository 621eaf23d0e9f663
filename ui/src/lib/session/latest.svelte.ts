import { Failure } from '$lib/ipc';

/**
 * The answer to the newest question. Answers may arrive out of order when people type or filter quickly: an older one is
 * dropped, and the value shown stays until its successor is there, so that a page never flickers empty.
 */
export class Latest<T> {
  value = $state.raw<T | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  #turn = 0;

  /** Asks, and resolves with the answer, or null when it failed or was overtaken. */
  async ask(question: () => Promise<T>): Promise<T | null> {
    const turn = ++this.#turn;
    this.busy = true;
    try {
      const answer = await question();
      if (turn !== this.#turn) return null;
      this.value = answer;
      this.failure = null;
      return answer;
    } catch (thrown) {
      if (turn === this.#turn) this.failure = Failure.from(thrown);
      return null;
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  /** A question will follow: until then, what is shown answers an earlier one. */
  expect(): void {
    this.busy = true;
  }

  /** Forgets the answer, and whichever is still on its way. */
  clear(): void {
    this.#turn += 1;
    this.value = null;
    this.failure = null;
    this.busy = false;
  }
}
