import {
  commands,
  type AgainstInput,
  type BasisInput,
  type DrillView,
  type GrainInput,
  type TestView,
} from '$lib/ipc';

/** A choice of values for one field, as the filter bar offers it. */
export interface FieldChoice {
  field: string;
  label: string;
  values: string[];
}

/** A mark, a tile or a finding, and the page it stands on. */
export interface Origin {
  page: '/handoff' | '/handoff/charts';
  place: string;
}

/** What acceptance is compared over before anybody chose. */
export const BY_FIRST = 'source';
const BY_KEY = 'acceptance-by:';

/**
 * What people look at: the filter over Handoff, and the mark whose leads they asked for. It outlives a change of screen,
 * and ends with the workspace.
 */
class Lens {
  from = $state<string | null>(null);
  to = $state<string | null>(null);
  grain = $state<GrainInput>('week');
  basis = $state<BasisInput>('cohort');
  choices = $state.raw<FieldChoice[]>([]);
  /** The canonical text typed or built by hand. */
  criteria = $state<string | null>(null);
  /** The field acceptance is compared over. */
  by = $state(BY_FIRST);
  /** What acceptance is compared with. */
  against = $state.raw<AgainstInput | null>(null);
  drill = $state.raw<DrillView | null>(null);
  /** Where on Handoff the list was asked for, so that the way back ends there. */
  origin = $state.raw<Origin | null>(null);
  /** The lead whose details are open. */
  lead = $state<number | null>(null);

  narrowed = $derived(this.from !== null || this.to !== null || this.choices.length > 0 || this.criteria !== null);

  choose(choice: FieldChoice): void {
    const others = this.choices.filter((known) => known.field !== choice.field);
    this.choices = choice.values.length > 0 ? [...others, choice] : others;
  }

  clearFilter(): void {
    this.from = null;
    this.to = null;
    this.choices = [];
    this.criteria = null;
  }

  /** Shows what a saved view shows. */
  take(view: Pick<Lens, 'from' | 'to' | 'grain' | 'basis' | 'by' | 'choices' | 'criteria'>): void {
    this.from = view.from;
    this.to = view.to;
    this.grain = view.grain;
    this.basis = view.basis;
    this.by = view.by;
    this.choices = view.choices;
    this.criteria = view.criteria;
  }

  /** Compares acceptance over another field, also the next time this workspace is open here. */
  compareOver(field: string, workspace: string): void {
    this.by = field;
    localStorage.setItem(BY_KEY + workspace, field);
  }

  /** Takes up what was compared over in this workspace the last time. */
  recall(workspace: string): void {
    this.by = localStorage.getItem(BY_KEY + workspace) ?? BY_FIRST;
  }

  reset(): void {
    this.clearFilter();
    this.grain = 'week';
    this.basis = 'cohort';
    this.against = null;
    this.drill = null;
    this.origin = null;
    this.lead = null;
  }
}

export const lens = new Lens();

/** Writes field choices and a hand-made text as one criteria text; the shell does the writing of the choices. */
export async function combined(choices: FieldChoice[], criteria: string | null): Promise<string | null> {
  if (choices.length === 0) return criteria;
  const tests = choices.map(({ field, values }): TestView =>
    values.length === 1 ? { field, op: '=', values } : { field, op: 'in', values },
  );
  const { canonical } = await commands.buildCriteria({ join: 'and', tests });
  return criteria === null ? canonical : `(${criteria}) and (${canonical})`;
}
