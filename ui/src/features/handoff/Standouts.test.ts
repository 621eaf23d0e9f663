import type { StandoutsView } from '$lib/ipc';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import Standouts from './Standouts.svelte';

const leads = (name: string, count: number) => ({ name, count, drill: { label: `${name}, rejected`, token: name } });

const finding = (place: number, explains: number) => ({
  claim: [
    { text: `Campaign ${place}`, tone: 'strong' as const },
    { text: ': 31 of 58 rejected, ', tone: 'plain' as const },
  ],
  evidence: '53 % rejected, 95 % interval 41 to 66 · 1 in 900 by chance',
  leads: leads(`Campaign ${place}`, 31),
  explains: Array.from({ length: explains }, (_, at) => leads(`Source ${at}`, 40 + at)),
});

const ondrill = vi.fn();
let shown: object;

function show(view: StandoutsView | null) {
  shown = mount(Standouts, { target: document.body, props: { view, ondrill } });
  flushSync();
}

const some = (found: number, explains = 0): StandoutsView => ({
  lookedAt: '1,402 of 4,569 decided handoffs were rejected; 214 comparisons',
  nothing: null,
  mix: [],
  found: Array.from({ length: found }, (_, place) => finding(place, explains)),
});

const buttons = (text: string) => [...document.querySelectorAll('button')].filter((one) => one.textContent?.includes(text));

beforeEach(() => vi.clearAllMocks());
afterEach(() => unmount(shown));

test('a finding opens its leads by the button that says how many they are', () => {
  show(some(1));
  const [button] = buttons('Show 31 leads');
  expect(button?.getAttribute('aria-label')).toBe('Show 31 leads: Campaign 0, rejected');
  button?.click();
  expect(ondrill).toHaveBeenCalledExactlyOnceWith({ label: 'Campaign 0, rejected', token: 'Campaign 0' }, 'standout/0');
});

test('what it explains has a way to its leads, too', () => {
  show(some(1, 2));
  buttons('Source 1')[0]?.click();
  expect(ondrill).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ token: 'Source 1' }), 'standout/0/1');
});

test('a long list of the same thing seen from elsewhere is folded', () => {
  show(some(1, 9));
  expect(buttons('Source')).toHaveLength(3);
  buttons('6 more')[0]?.click();
  flushSync();
  expect(buttons('Source')).toHaveLength(9);
});

test('five are shown first, the others on request', () => {
  show(some(8));
  expect(document.querySelectorAll('li')).toHaveLength(5);
  buttons('Show 3 more')[0]?.click();
  flushSync();
  expect(document.querySelectorAll('li')).toHaveLength(8);
});

test('that nothing stands out is said as the shell says it, and before it was looked no claim is made', () => {
  show({ ...some(0), nothing: 'Nothing stands out: 214 comparisons, none more than luck explains.' });
  expect(document.body.textContent).toContain('214 comparisons, none more than luck explains');
  unmount(shown);
  show(null);
  expect(document.body.textContent).not.toContain('Nothing');
});
