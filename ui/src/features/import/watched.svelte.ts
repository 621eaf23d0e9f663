import { commands, type WatchedFileView, type WatchedView } from '$lib/ipc';
import { Latest, notices, workspace } from '$lib/session';
import { run } from './run.svelte';

/** The folders in which new exports turn up. */
class WatchedFolders {
  readonly listed = new Latest<WatchedView[]>();

  folders: WatchedView[] = $derived(this.listed.value ?? []);

  async refresh(): Promise<void> {
    await this.listed.ask(() => commands.watchedFolders());
  }

  /** Throws what the shell refuses, for the form to show beside its inputs. */
  async add(folder: string, pattern: string): Promise<void> {
    this.listed.value = await commands.watchFolder(folder, pattern);
    await workspace.refreshSteps();
  }

  async remove({ id, folder }: WatchedView): Promise<void> {
    const folders = await this.listed.ask(() => commands.unwatchFolder(id));
    if (!folders) return;
    notices.say(`${folder} is not watched any more. Nothing in it was touched.`);
    await workspace.refreshSteps();
  }

  /** Tries the new files of a folder out, as far as nobody has to be asked. */
  async takeIn(folder: WatchedView): Promise<void> {
    await run.takeIn(newFiles(folder).map(({ path }) => path));
  }
}

/** The files that were never imported, oldest first as the shell lists newest first. */
export function newFiles({ files }: WatchedView): WatchedFileView[] {
  return files.filter(({ takenIn }) => takenIn === null).reverse();
}

export const watched = new WatchedFolders();
