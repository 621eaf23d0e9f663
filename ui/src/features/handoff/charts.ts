import { commands, type ChartFormatInput, type FilterInput } from '$lib/ipc';
import { attempt, notices } from '$lib/session';

/** Writes a chart or its numbers to where the person says. */
export async function saveChart(id: string, title: string, filter: FilterInput, format: ChartFormatInput) {
  await attempt(async () => {
    const path = await commands.pickExport(title, format);
    if (path) notices.say(await commands.exportChart(id, filter, format, path));
  });
}

/** Puts a chart onto the clipboard. */
export async function copyChart(id: string, filter: FilterInput) {
  await attempt(async () => notices.say(await commands.copyChart(id, filter)));
}
