import type { WorkspaceView } from '$lib/ipc';
import { attempt, notices } from './notices.svelte';
import { workspace } from './workspace.svelte';

/** Takes a step that answers with the workspace, and says so with a way back. False if it was refused, which is said. */
export async function step(act: () => Promise<WorkspaceView>): Promise<boolean> {
  const before = workspace.view?.undo?.label;
  const view = await attempt(act);
  if (!view) return false;
  workspace.adopt(view);
  const label = view.undo?.label;
  // What changed nothing leaves no step behind, and nothing to say.
  if (label !== undefined && label !== before) {
    notices.say(`${label}: done.`, {
      label: 'Undo',
      run: () => void (workspace.view === view ? workspace.undo() : undefined),
    });
  }
  return true;
}
