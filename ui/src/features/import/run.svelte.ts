import {
  commands,
  Failure,
  type LookView,
  type MappingInput,
  type ProgressView,
  type QuestionView,
  type ReportView,
  stream,
} from '$lib/ipc';
import { Latest, notices, workspace } from '$lib/session';
import { mappingOf, questionsToShow, settled, undecidedValues, withChoice, type Choice } from './mapping';

export const STEPS = ['Look', 'Map', 'Dry run', 'Import', 'Report'];

export type Step = 'look' | 'map' | 'dry-run' | 'import' | 'report';

/** One file on its way in. It stays while people visit other screens; nothing is written before `commit`. */
class ImportRun {
  step = $state<Step>('look');
  path = $state('');
  mapping = $state.raw<MappingInput | null>(null);
  report = $state.raw<ReportView | null>(null);
  progress = $state.raw<ProgressView | null>(null);
  cancelling = $state(false);
  /** Every question of this file so far, with the answer that stands. */
  questions = $state.raw<QuestionView[]>([]);
  readonly looked = new Latest<LookView>();
  readonly tried = new Latest<ReportView>();
  #workspace: string | null = null;

  look: LookView | null = $derived(this.looked.value);
  /** How many questions and values still wait for a decision. */
  undecided = $derived.by(() => {
    const { look, mapping } = this;
    if (!look || !mapping) return 0;
    const values =
      undecidedValues(look.statuses, mapping.statuses).length + undecidedValues(look.reasons, mapping.reasons).length;
    return values + this.questions.filter(({ chosen }) => chosen === null).length;
  });
  busy = $derived(this.looked.busy || this.tried.busy || this.step === 'import');

  /** Starts over when another workspace is shown. */
  beginWith(path: string): void {
    if (this.#workspace !== path && this.step !== 'import') this.reset();
    this.#workspace = path;
  }

  reset(): void {
    this.step = 'look';
    this.path = '';
    this.mapping = null;
    this.questions = [];
    this.report = null;
    this.progress = null;
    this.looked.clear();
    this.tried.clear();
  }

  /** Reads the file and proposes a mapping. */
  async open(path: string): Promise<void> {
    if (this.step === 'import') return;
    this.reset();
    this.path = path;
    const look = await this.looked.ask(() => commands.importLook(path, null));
    if (!look) return;
    this.#settle(mappingOf(look), look);
    this.step = 'map';
  }

  /** Takes over a choice and has the file read again with it. */
  async choose(choice: Choice): Promise<void> {
    if (!this.mapping) return;
    const sent = withChoice(this.mapping, choice);
    this.mapping = sent;
    this.tried.clear();
    const look = await this.looked.ask(() => commands.importLook(this.path, sent));
    if (look) this.#settle(settled(sent, look), look);
  }

  #settle(mapping: MappingInput, look: LookView): void {
    this.mapping = mapping;
    this.questions = questionsToShow(look, this.questions, mapping);
  }

  /** Counts what an import would do, without writing. */
  async tryIt(): Promise<void> {
    const mapping = this.mapping;
    if (!mapping) return;
    const report = await this.tried.ask(() => commands.importTry(this.path, mapping));
    if (!report) return;
    this.report = report;
    this.step = 'dry-run';
  }

  async commit(): Promise<void> {
    const mapping = this.mapping;
    if (!mapping || this.step === 'import') return;
    this.step = 'import';
    this.progress = null;
    this.cancelling = false;
    const progress = stream<ProgressView>((told) => (this.progress = told));
    try {
      this.report = await commands.importCommit(this.path, mapping, progress);
      this.step = 'report';
      await workspace.refresh();
    } catch (thrown) {
      this.step = 'dry-run';
      const failure = Failure.from(thrown);
      if (failure.code === 'cancelled') notices.say('Import cancelled. Nothing was written.');
      else notices.fail(failure);
    }
  }

  async cancel(): Promise<void> {
    this.cancelling = true;
    try {
      await commands.cancelImport();
    } catch (thrown) {
      this.cancelling = false;
      notices.fail(thrown);
    }
  }

  back(): void {
    if (this.step === 'dry-run') this.step = 'map';
    else if (this.step === 'map' || this.step === 'report') this.reset();
  }
}

export const run = new ImportRun();
