import {
  commands,
  type FileInput,
  type LookView,
  type MappingInput,
  type QuestionView,
  type ValueGroupView,
  type ValueMapView,
} from '$lib/ipc';
import { Latest } from '$lib/session';
import { SvelteSet } from 'svelte/reactivity';
import { mappingOf, questionsToShow, settled, undecidedValues, untouched, withChoice, type Choice } from './mapping';

/** One file on its way in: what it was taken for, and what was said about it. */
export class ImportFile {
  readonly path: string;
  readonly looked = new Latest<LookView>();
  mapping = $state.raw<MappingInput | null>(null);
  /** Every question of this file so far, with the answer that stands. */
  questions = $state.raw<QuestionView[]>([]);
  /** Columns that were chosen for, by position: they stay in sight whatever they became. */
  readonly touched = new SvelteSet<number>();
  /** Values that nobody had decided about when they were first seen, by group and value. */
  readonly #asked = new SvelteSet<string>();

  look: LookView | null = $derived(this.looked.value);
  /** How many questions and values still wait for a decision. */
  undecided = $derived.by(() => {
    const { look, mapping } = this;
    if (!look || !mapping) return 0;
    const values = look.values.reduce((sum, group) => sum + undecidedValues(group, mapping.values).length, 0);
    return values + this.questions.filter(({ chosen }) => chosen === null).length;
  });
  /** It could not be read at all; a choice that was refused leaves the last look in place. */
  refused = $derived(this.looked.failure !== null && this.looked.value === null);

  constructor(path: string) {
    this.path = path;
  }

  get name(): string {
    return this.look?.name ?? this.path.split(/[\\/]/).at(-1) ?? this.path;
  }

  get input(): FileInput {
    return { path: this.path, mapping: this.mapping };
  }

  /** Reads the file and proposes a mapping, `toml` being one somebody kept. True when there is a table in it. */
  async open(toml: string | null = null): Promise<boolean> {
    const sent = toml === null ? null : untouched(toml);
    const look = await this.looked.ask(() => commands.importLook(this.path, sent));
    if (!look) return false;
    this.questions = [];
    this.touched.clear();
    this.#asked.clear();
    this.#settle({ ...mappingOf(look), toml }, look);
    return true;
  }

  /** Takes over a choice and has the file read again with it. */
  async choose(choice: Choice): Promise<void> {
    const before = this.mapping;
    if (!before) return;
    const sent = withChoice(before, choice);
    this.#touch(before, sent);
    this.mapping = sent;
    const look = await this.looked.ask(() => commands.importLook(this.path, sent));
    if (look) this.#settle(settled(sent, look), look);
    else if (this.mapping === sent && this.looked.failure) this.mapping = before;
  }

  /** True if this value was, or is, for a person to decide. */
  asked({ id }: ValueGroupView, { value }: ValueMapView): boolean {
    return this.#asked.has(`${id} ${value}`);
  }

  #touch(before: MappingInput, after: MappingInput): void {
    for (const { index, becomes } of after.columns) {
      if (before.columns.some((known) => known.index === index && known.becomes !== becomes)) this.touched.add(index);
    }
  }

  #settle(mapping: MappingInput, look: LookView): void {
    this.mapping = mapping;
    this.questions = questionsToShow(look, this.questions, mapping);
    for (const group of look.values) {
      for (const { value } of undecidedValues(group, mapping.values)) this.#asked.add(`${group.id} ${value}`);
    }
  }
}
