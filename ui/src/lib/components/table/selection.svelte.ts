import { SvelteSet } from 'svelte/reactivity';

/** The rows somebody chose: some by their ids, or all but some. Which rows there are it need not know. */
export class Selection {
  all = $state(false);
  #ids = new SvelteSet<number>();
  #except = new SvelteSet<number>();

  has(id: number): boolean {
    return this.all ? !this.#except.has(id) : this.#ids.has(id);
  }

  set(id: number, chosen: boolean): void {
    const set = this.all ? this.#except : this.#ids;
    if (chosen === this.all) set.delete(id);
    else set.add(id);
  }

  toggle(id: number): void {
    this.set(id, !this.has(id));
  }

  /** How many are chosen, of `total` rows. */
  size(total: number): number {
    return this.all ? Math.max(0, total - this.#except.size) : this.#ids.size;
  }

  get ids(): number[] {
    return [...this.#ids];
  }

  get except(): number[] {
    return [...this.#except];
  }

  chooseAll(): void {
    this.clear();
    this.all = true;
  }

  clear(): void {
    this.all = false;
    this.#ids.clear();
    this.#except.clear();
  }
}
