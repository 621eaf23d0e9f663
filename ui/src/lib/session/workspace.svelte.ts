import { commands, Failure, type BatchView, type SettingsInput, type WorkspaceView } from '$lib/ipc';
import { attempt, notices } from './notices.svelte';

/** The workspace that is open in this window, as the shell last described it. */
class OpenWorkspace {
  view = $state.raw<WorkspaceView | null>(null);
  /** Counts changes of content: what shows leads or counts reads it, and so is asked again. */
  revision = $state(0);
  /** False until the shell has said whether a workspace is open. */
  known = $state(false);
  /** The import whose taking back waits for a yes, because it cannot be redone. */
  doubtful = $state.raw<BatchView | null>(null);
  /** Why it could not be taken back: a list of what stands on it, which a passing message could not hold. */
  refusal = $state.raw<Failure | null>(null);

  /** Asks the shell anew, at start and after a change that does not answer with the workspace. */
  async refresh(): Promise<void> {
    this.adopt(await attempt(() => commands.workspace()));
    this.known = true;
  }

  /** Asks for the steps of undo and redo after a change that touched no lead. */
  async refreshSteps(): Promise<void> {
    this.view = (await attempt(() => commands.workspace())) ?? this.view;
  }

  /** Asks whether an import is to be taken back, or withdraws the question. */
  doubt(batch: BatchView | null): void {
    this.doubtful = batch;
    this.refusal = null;
  }

  /** Takes over what a command answered. */
  adopt(view: WorkspaceView | null): void {
    this.view = view;
    this.doubt(null);
    this.revision += 1;
  }

  /** Opens with `act`; true when a workspace is open afterwards. */
  async open(act: () => Promise<WorkspaceView>): Promise<boolean> {
    const view = await attempt(act);
    if (view) this.adopt(view);
    return view !== null;
  }

  async close(): Promise<void> {
    await attempt(() => commands.closeWorkspace());
    await this.refresh();
  }

  async saveSettings(input: SettingsInput): Promise<void> {
    this.adopt(await commands.saveSettings(input));
  }

  /** Takes the newest step back; if that is an import, it only asks. */
  async undo(): Promise<void> {
    const step = this.view?.undo;
    if (step && !step.redoable) {
      const imports = await attempt(() => commands.imports());
      this.doubt(imports?.find(({ canUndo }) => canUndo) ?? null);
    } else await this.#step('Undone', step?.label, () => commands.undo());
  }

  /** Takes back the import that was asked about. */
  async takeBack({ id, source }: BatchView): Promise<void> {
    try {
      this.adopt(await commands.undoImport(id));
      notices.say(`Undone: import ${id}, ${source}`);
    } catch (thrown) {
      this.refusal = Failure.from(thrown);
    }
  }

  async redo(): Promise<void> {
    await this.#step('Redone', this.view?.redo?.label, () => commands.redo());
  }

  async #step(done: string, label: string | undefined, act: () => Promise<WorkspaceView>): Promise<void> {
    if (label === undefined) return;
    const view = await attempt(act);
    if (!view) return;
    this.adopt(view);
    notices.say(`${done}: ${label}`);
  }
}

export const workspace = new OpenWorkspace();
