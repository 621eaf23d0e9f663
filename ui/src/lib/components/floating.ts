import type { Attachment } from 'svelte/attachments';

const GAP = 4;
const EDGE = 8;

/**
 * Lays an element over the page beside `anchor`, below it or, where the window ends, above. Inside a table that scrolls,
 * anything placed in the flow would be cut off. It follows what scrolls under it; once that is out of sight, it calls
 * `leave`.
 */
export function floating(
  anchor: () => HTMLElement | undefined,
  leave: () => void,
  align: 'start' | 'end' = 'start',
): Attachment<HTMLElement> {
  return (element) => {
    /** Decided once: a list that shrinks while one types must not jump to the other side. */
    let upward: boolean | null = null;
    const place = () => {
      const at = anchor()?.getBoundingClientRect();
      if (!at) return;
      const below = window.innerHeight - at.bottom - GAP - EDGE;
      const above = at.top - GAP - EDGE;
      upward ??= element.scrollHeight > below && above > below;
      element.style.maxHeight = `${Math.max(96, upward ? above : below)}px`;
      const { width, height } = element.getBoundingClientRect();
      const left = align === 'end' ? at.right - width : at.left;
      element.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - width - EDGE))}px`;
      element.style.top = `${upward ? Math.max(EDGE, at.top - GAP - height) : at.bottom + GAP}px`;
    };
    const scrolled = (event: Event) => {
      if (event.target instanceof Node && element.contains(event.target)) return;
      const at = anchor()?.getBoundingClientRect();
      if (!at || at.bottom < 0 || at.top > window.innerHeight) leave();
      else place();
    };
    element.style.position = 'fixed';
    element.style.right = 'auto';
    place();
    const grown = new ResizeObserver(place);
    grown.observe(element);
    window.addEventListener('scroll', scrolled, true);
    window.addEventListener('resize', leave);
    return () => {
      grown.disconnect();
      window.removeEventListener('scroll', scrolled, true);
      window.removeEventListener('resize', leave);
    };
  };
}
