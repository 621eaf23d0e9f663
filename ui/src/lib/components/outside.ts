import type { Attachment } from 'svelte/attachments';

/** Calls `leave` when the pointer presses, or the focus moves, outside the element. */
export function outside(leave: () => void): Attachment<HTMLElement> {
  return (element) => {
    const check = (event: Event) => {
      if (event.target instanceof Node && !element.contains(event.target)) leave();
    };
    document.addEventListener('pointerdown', check, true);
    document.addEventListener('focusin', check, true);
    return () => {
      document.removeEventListener('pointerdown', check, true);
      document.removeEventListener('focusin', check, true);
    };
  };
}
