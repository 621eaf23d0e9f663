import { onMac } from '$lib/design/words';

/** What a key press can ask for, whatever screen is shown. */
export type Ask =
  | { kind: 'palette' | 'shortcuts' | 'undo' | 'redo' | 'zoom-in' | 'zoom-out' | 'zoom-reset' | 'open' }
  | { kind: 'screen'; place: number };

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/**
 * What `press` asks for, or null. While somebody is `typing`, undo, redo and `?` belong to the text.
 */
export function asked(press: Press, typing: boolean, mac = onMac): Ask | null {
  const command = mac ? press.metaKey : press.ctrlKey;
  if (press.altKey) return null;
  if (!command) return press.key === '?' && !typing ? { kind: 'shortcuts' } : null;
  const key = press.key.toLowerCase();
  if (/^[1-9]$/.test(key)) return { kind: 'screen', place: Number(key) - 1 };
  if (key === 'k') return { kind: 'palette' };
  if (key === 'o') return { kind: 'open' };
  if (key === '0') return { kind: 'zoom-reset' };
  if (key === '+' || key === '=') return { kind: 'zoom-in' };
  if (key === '-') return { kind: 'zoom-out' };
  if (typing) return null;
  if (key === 'z') return { kind: press.shiftKey ? 'redo' : 'undo' };
  if (key === 'y' && !mac) return { kind: 'redo' };
  return null;
}

/** True when keys write text into `target`. */
export function writes(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

/** What the list of shortcuts shows. */
export const shortcuts: { keys: string; does: string }[] = [
  { keys: '1 to 5', does: 'Go to a screen' },
  { keys: 'K', does: 'Find a screen, an action or a lead' },
  { keys: 'O', does: 'Open a workspace' },
  { keys: 'Z', does: 'Undo the last step' },
  { keys: 'Shift Z', does: 'Redo it' },
  { keys: '+', does: 'Larger' },
  { keys: '-', does: 'Smaller' },
  { keys: '0', does: 'Natural size' },
];
