import { Channel, invoke } from '@tauri-apps/api/core';
import { Failure } from './failure';

/** True inside the real window; false in a browser, where only development and tests run. */
export const inWindow = typeof window !== 'undefined' && '__TAURI_INTERNALS__' in window;

/** Runs one command of the shell. Throws a {@link Failure}. */
export async function call<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
  try {
    if (import.meta.env.DEV && !inWindow) {
      const { answer } = await import('./fake');
      return (await answer(command, args)) as T;
    }
    return await invoke<T>(command, args);
  } catch (thrown) {
    throw Failure.from(thrown);
  }
}

/** A one-way stream from the shell to `listen`, to be passed as an argument. */
export function channel<T>(listen: (message: T) => void): unknown {
  if (import.meta.env.DEV && !inWindow) return listen;
  const stream = new Channel<T>();
  stream.onmessage = listen;
  return stream;
}
