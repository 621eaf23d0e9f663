import { Channel } from '@tauri-apps/api/core';
import { Failure } from './failure';

/** True inside the real window; false in a browser, where only development and tests run. */
export const inWindow = typeof window !== 'undefined' && '__TAURI_INTERNALS__' in window;

/** Outside the window a stand-in answers. It is loaded by development and tests only. */
const ready = import.meta.env.DEV && !inWindow ? import('./fake').then(({ install }) => install()) : null;

type Command = (...args: never[]) => Promise<unknown>;

const hearers = new Set<(failure: Failure) => void>();

/** Hears every failure before the caller does. Returns how to stop. */
export function onFailure(hear: (failure: Failure) => void): () => void {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

/** The same commands, which throw a {@link Failure} whatever the bridge throws. */
export function throwing<T extends Record<string, Command>>(commands: T): T {
  const wrapped = Object.entries(commands).map(([name, command]) => [
    name,
    async (...args: never[]) => {
      if (ready) await ready;
      try {
        return await command(...args);
      } catch (thrown) {
        const failure = Failure.from(thrown);
        for (const hear of hearers) hear(failure);
        throw failure;
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}

/** A one-way stream from the shell to `hear`, to be passed to a command. */
export function stream<T>(hear: (message: T) => void): Channel<T> {
  return new Channel<T>(hear);
}
