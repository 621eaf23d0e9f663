import { commands, Failure, type PersonaPreview, type PersonaRuleInput } from '$lib/ipc';
import { Latest, notices, workspace } from '$lib/session';

/** A rule as it is being written. The key stays with it while it moves. */
export interface DraftRule {
  key: number;
  persona: string;
  criteria: string;
}

/** The persona rules while somebody changes them, with what they would catch. */
export class PersonaRules {
  readonly saved = new Latest<PersonaPreview>();
  readonly preview = new Latest<PersonaPreview>();
  draft = $state.raw<DraftRule[]>([]);
  saving = $state(false);
  failure = $state.raw<Failure | null>(null);
  #next = 1;

  input: PersonaRuleInput[] = $derived(this.draft.map(({ persona, criteria }) => ({ persona: persona.trim(), criteria })));
  changed = $derived(!sameRules(this.input, this.saved.value?.rules ?? []));
  /** Why it cannot be saved as it stands, or null. */
  gap = $derived.by(() => {
    if (this.draft.some(({ persona }) => persona.trim() === '')) return 'Every rule needs the name of a persona.';
    if (this.draft.some(({ criteria }) => criteria.trim() === '')) return 'Every rule needs criteria.';
    return this.preview.value?.rules.find(({ error }) => error !== null)?.error ?? null;
  });

  /** Asks for the rules that hold. What was being written stays, unless nothing was. */
  async refresh(): Promise<void> {
    const untouched = this.saved.value === null || !this.changed;
    const saved = await this.saved.ask(() => commands.personaRules());
    if (saved && untouched) this.#begin(saved);
  }

  discard(): void {
    if (this.saved.value) this.#begin(this.saved.value);
  }

  #begin(saved: PersonaPreview): void {
    const { rules } = saved;
    this.preview.value = saved;
    this.draft = rules.map(({ persona, criteria }) => ({ key: this.#next++, persona, criteria }));
    this.failure = null;
  }

  /** Asks what the rules, as they stand, would catch. */
  async look(): Promise<void> {
    const rules = this.input.filter(({ persona, criteria }) => persona !== '' && criteria !== '');
    await this.preview.ask(() => commands.personaPreview(rules));
  }

  /** Adds a rule at the end, where it catches only what no other does, and answers with its key. */
  add(): number {
    const key = this.#next++;
    this.draft = [...this.draft, { key, persona: '', criteria: '' }];
    return key;
  }

  remove(key: number): void {
    this.draft = this.draft.filter((rule) => rule.key !== key);
  }

  change(key: number, part: Partial<Omit<DraftRule, 'key'>>): void {
    this.draft = this.draft.map((rule) => (rule.key === key ? { ...rule, ...part } : rule));
  }

  move(key: number, by: -1 | 1): void {
    const from = this.draft.findIndex((rule) => rule.key === key);
    const to = from + by;
    const rule = this.draft[from];
    if (!rule || to < 0 || to >= this.draft.length) return;
    this.draft = this.draft.toSpliced(from, 1).toSpliced(to, 0, rule);
  }

  async save(): Promise<void> {
    this.saving = true;
    this.failure = null;
    try {
      const view = await commands.savePersonas(this.input);
      const saved = await this.saved.ask(() => commands.personaRules());
      if (saved) this.#begin(saved);
      notices.say('Persona rules saved. Leads and later imports follow them.');
      workspace.adopt(view);
    } catch (thrown) {
      this.failure = Failure.from(thrown);
    }
    this.saving = false;
  }
}

function sameRules(a: PersonaRuleInput[], b: PersonaRuleInput[]): boolean {
  const text = (rules: PersonaRuleInput[]) => rules.map(({ persona, criteria }) => [persona, criteria]);
  return JSON.stringify(text(a)) === JSON.stringify(text(b));
}
