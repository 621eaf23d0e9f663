/**
 * A stand-in for the shell, for looking at pages in a browser and for tests. It invents a workspace and answers every
 * command plausibly; it follows no rule of the domain, and the finished program does not contain it (`lint/bundle.js`
 * makes sure).
 */
import * as agreement from './agreement';
import * as criteria from './criteria';
import * as deciding from './deciding';
import * as desk from './desk';
import * as duplicates from './duplicates';
import { handoff, handoff_by_field, handoff_chart, handoff_gallery, handoff_standouts } from './handoff';
import * as imports from './imports';
import * as lead from './lead';
import * as leads from './leads';
import * as other from './other';
import * as personas from './personas';
import * as recycle from './recycle';
import * as tiers from './tiers';
import * as watched from './watched';
import * as workspace from './workspace';

/** Looked for in the finished program, where it must not be found. */
export const MARK = 'plumbline-stand-in-shell';

type Command = (args: never) => unknown;

const commands: Record<string, Command> = {
  ...workspace.commands,
  ...criteria.commands,
  ...leads.commands,
  ...lead.commands,
  ...deciding.commands,
  ...recycle.commands,
  ...imports.commands,
  ...watched.commands,
  ...personas.commands,
  ...duplicates.commands,
  ...tiers.commands,
  ...desk.commands,
  ...other.commands,
  ...agreement.commands,
  handoff,
  handoff_by_field,
  handoff_chart,
  handoff_gallery,
  handoff_standouts,
  export_chart: ({ id, format, path }: { id: string; format: string; path: string }) =>
    `Wrote ${id} as ${format.toUpperCase()} to ${path}.`,
  page_views: () => [],
  copy_chart: () => 'The picture is on the clipboard.',
};

/** Answers `command` after a moment, as the shell would. */
async function answer(command: string, args: Record<string, unknown>): Promise<unknown> {
  await new Promise((resume) => setTimeout(resume, 15));
  const run = commands[command];
  if (!run) throw new Error(`${MARK} has no command ${command}`);
  return structuredClone(await run(args as never));
}

type Callback = (message: unknown) => void;

/** Puts the stand-in where the bridge looks for the shell. */
export function install(): void {
  const callbacks = new Map<number, Callback>();
  window.__TAURI_INTERNALS__ = {
    transformCallback: (callback: Callback) => {
      callbacks.set(callbacks.size + 1, callback);
      return callbacks.size;
    },
    unregisterCallback: () => {},
    invoke: (command: string, args: Record<string, unknown> = {}) => {
      const { progress } = args as { progress?: { id: number } };
      let index = 0;
      const tell = (message: unknown) => callbacks.get(progress?.id ?? 0)?.({ message, index: index++ });
      return answer(command, progress ? { ...args, progress: tell } : args);
    },
  };
}
