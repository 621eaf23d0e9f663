import { commands, Failure, type GoView, type ProgressView, stream } from '$lib/ipc';
import { attempt, Latest, notices, workspace } from '$lib/session';
import { ImportFile } from './file.svelte';
import type { Choice } from './mapping';

export const STEPS = ['Look', 'Map', 'Dry run', 'Import', 'Report'];

export type Step = 'look' | 'map' | 'dry-run' | 'import' | 'report';

/** The files on their way in together. They stay while people visit other screens; nothing is written before `commit`. */
class ImportRun {
  step = $state<Step>('look');
  files = $state.raw<ImportFile[]>([]);
  /** Which of them is shown. */
  at = $state(0);
  go = $state.raw<GoView | null>(null);
  progress = $state.raw<ProgressView | null>(null);
  cancelling = $state(false);
  /** Paths that are being typed; they wait here while another screen is shown. */
  typed = $state('');
  /** The files came from a watched folder: those that bring nothing are noted as seen, or they would wait there for ever. */
  watched = $state(false);
  readonly tried = new Latest<GoView>();
  #workspace: string | null = null;

  file: ImportFile | null = $derived(this.files[this.at] ?? null);
  undecided = $derived(this.files.reduce((sum, file) => sum + file.undecided, 0));
  refused = $derived(this.files.filter((file) => file.refused));
  looking = $derived(this.files.some((file) => file.looked.busy));
  /** The file for which the last try failed, if it is one file's fault. */
  culprit = $derived(this.files.find(({ path }) => path === this.tried.failure?.file) ?? null);
  busy = $derived(this.looking || this.tried.busy || this.step === 'import');

  /** Starts over when another workspace is shown. */
  beginWith(path: string): void {
    if (this.#workspace !== path && this.step !== 'import') {
      this.reset();
      this.typed = '';
    }
    this.#workspace = path;
  }

  reset(): void {
    this.step = 'look';
    this.files = [];
    this.watched = false;
    this.at = 0;
    this.go = null;
    this.progress = null;
    this.tried.clear();
  }

  /** Reads files and proposes mappings; those that were here already stay as they are. */
  async open(paths: string[]): Promise<void> {
    if (this.step === 'import' || paths.length === 0) return;
    if (this.step === 'report' || this.step === 'look') this.reset();
    const known = new Set(this.files.map(({ path }) => path));
    const fresh = [...new Set(paths)].filter((path) => !known.has(path)).map((path) => new ImportFile(path));
    if (fresh.length === 0) return;
    const first = this.files.length;
    this.files = [...this.files, ...fresh];
    this.tried.clear();
    await Promise.all(fresh.map((file) => file.open()));
    // Left out or started over meanwhile: then there is nothing to show.
    if (!fresh.some((file) => this.files.includes(file))) return;
    this.at = Math.max(0, firstThatWaits(this.files) ?? first);
    if (!this.files.some((file) => file.look !== null)) return;
    this.step = 'map';
    this.typed = '';
  }

  /** Asks for files, and reads those that were chosen. */
  async add(): Promise<void> {
    await this.open((await attempt(() => commands.pickImports())) ?? []);
  }

  show(place: number): void {
    this.at = place;
  }

  /** Reads a file that was refused once more, after somebody repaired it. */
  async again(file: ImportFile): Promise<void> {
    this.tried.clear();
    await file.open();
  }

  /** Takes a file out of this import; the file itself is left alone. */
  leaveOut(file: ImportFile): void {
    this.files = this.files.filter((kept) => kept !== file);
    this.at = Math.max(0, Math.min(this.at, this.files.length - 1));
    this.tried.clear();
    if (this.files.length === 0) this.reset();
  }

  /** Takes over a choice about the file that is shown. */
  async choose(choice: Choice): Promise<void> {
    this.tried.clear();
    await this.file?.choose(choice);
  }

  /** Starts the file that is shown over with a mapping somebody kept. */
  async useMapping(pathIn: string): Promise<void> {
    const file = this.file;
    if (!file) return;
    this.tried.clear();
    try {
      const toml = await commands.importMappingRead(pathIn);
      if (await file.open(toml)) notices.say(`${file.name} is read by the mapping file now.`);
    } catch (thrown) {
      notices.fail(thrown);
    }
  }

  /** Counts what an import would do, without writing. */
  async tryIt(): Promise<void> {
    const waiting = this.refused[0];
    if (waiting) {
      this.at = this.files.indexOf(waiting);
      return;
    }
    const go = await this.tried.ask(() => commands.importTry(this.files.map(({ input }) => input)));
    if (!go) {
      if (this.culprit) this.at = this.files.indexOf(this.culprit);
      return;
    }
    this.go = go;
    this.step = 'dry-run';
  }

  async commit(): Promise<void> {
    if (this.files.length === 0 || this.step === 'import') return;
    this.step = 'import';
    this.progress = null;
    this.cancelling = false;
    const progress = stream<ProgressView>((told) => (this.progress = told));
    try {
      const inputs = this.files.map(({ input }) => input);
      this.go = await commands.importCommit(inputs, progress);
      this.step = 'report';
      await workspace.refresh();
    } catch (thrown) {
      this.step = 'dry-run';
      const failure = Failure.from(thrown);
      if (failure.code === 'cancelled') notices.say('Import cancelled. Nothing was written.');
      else this.#stoppedBy(failure);
    }
  }

  /**
   * Brings files of a watched folder as far as nobody has to be asked: to the counts of the dry run, or to the step where a
   * person is needed. Nothing is written before somebody has seen the counts.
   */
  async takeIn(paths: string[]): Promise<void> {
    this.reset();
    await this.open(paths);
    this.watched = true;
    if (!this.#is('map') || this.undecided > 0 || this.refused.length > 0) return;
    await this.tryIt();
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

  #is(step: Step): boolean {
    return this.step === step;
  }

  /** Goes back to the file that stopped an import; what no file is to blame for is only said. */
  #stoppedBy(failure: Failure): void {
    this.tried.failure = failure;
    if (this.culprit) {
      this.at = this.files.indexOf(this.culprit);
      this.step = 'map';
    } else {
      this.tried.failure = null;
      notices.fail(failure);
    }
  }
}

/** Where a person is needed first, if anywhere. */
function firstThatWaits(files: ImportFile[]): number | null {
  const refused = files.findIndex((file) => file.refused);
  const place = refused >= 0 ? refused : files.findIndex((file) => file.undecided > 0);
  return place >= 0 ? place : null;
}

export const run = new ImportRun();
