import { commands } from '$lib/ipc';
import { attempt, workspace } from '$lib/session';

/** Lets the person choose a workspace file and opens it in place of this one. */
export async function openOther(): Promise<void> {
  const path = await attempt(() => commands.pickWorkspace());
  if (path) await workspace.open(() => commands.openWorkspace(path));
}
