import type { VerbView } from '$lib/ipc';

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const LETTERS: Record<string, VerbView> = { a: 'accept', r: 'reject', d: 'disqualify', c: 'recycle', m: 'requalify' };

/** What a press decides: a bare letter only while the list has the focus, with Alt anywhere on the screen. */
export function verbOf(press: Press, inList: boolean): VerbView | null {
  if (press.ctrlKey || press.metaKey || press.shiftKey) return null;
  // With Alt some layouts write another sign; the place of the key stays.
  if (press.altKey) return LETTERS[press.code.replace(/^Key/, '').toLowerCase()] ?? null;
  return inList ? (LETTERS[press.key.toLowerCase()] ?? null) : null;
}
