import type { SpanView } from '$lib/ipc';

/** True if nothing is left to be typed: what is typed wrongly is said by the shell. */
export function finished(spans: readonly SpanView[]): boolean {
  return spans.every(({ from, to }) => from !== '' && to !== '');
}

/** Hours to begin with: a day without any is nine to five, another span waits to be typed. */
export function spanAfter(spans: readonly SpanView[]): SpanView {
  return spans.length === 0 ? { from: '09:00', to: '17:00' } : { from: '', to: '' };
}
