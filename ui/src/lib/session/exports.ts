import { type AllInput, commands } from '$lib/ipc';
import { attempt, notices } from './notices.svelte';

/** What can leave as a whole and come back: what it is called where it is chosen, and its file. */
export const wholes: { what: AllInput; label: string; file: string }[] = [
  { what: 'leads', label: 'Export all leads with all fields', file: 'Leads with all fields' },
  { what: 'reasons', label: 'Export the picklists', file: 'Picklists' },
  { what: 'stageLog', label: 'Export the stage log', file: 'Stage log' },
];

/** Lets the person choose a place and writes everything of a kind there. */
export async function exportAll(what: AllInput, file: string): Promise<void> {
  await attempt(async () => {
    const path = await commands.pickExport(file, 'csv');
    if (path) notices.say(await commands.exportAll(what, path));
  });
}
