import type { ChartView } from '$lib/ipc';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import Chart from './Chart.svelte';

const mark = (place: number) => ({
  x: place * 100,
  y: 10,
  width: 50,
  height: 80,
  label: `Week ${place + 1}: ${place * 10} leads.`,
  count: place * 10,
  drill: { label: `Week ${place + 1}`, token: `token-${place}` },
});

const chart: ChartView = {
  id: 'acceptance',
  title: 'Acceptance fell',
  subtitle: 'By week',
  description: 'Acceptance by week, three weeks.',
  svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><script>alert(1)</script><rect width="9"/></svg>',
  width: 400,
  height: 100,
  marks: [mark(0), mark(1), mark(2)],
  table: { caption: 'Acceptance', columns: ['Week', 'Share'], rows: [['W1', '71 %']] },
};

const ondrill = vi.fn();
const onexport = vi.fn();
let shown: object;

beforeEach(() => {
  vi.clearAllMocks();
  shown = mount(Chart, { target: document.body, props: { chart, ondrill, onexport, oncopy: vi.fn() } });
  flushSync();
});
afterEach(() => unmount(shown));

const marks = () => [...document.querySelectorAll<HTMLElement>('[data-testid=mark]')];
const press = (element: Element, key: string) => {
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  flushSync();
};

test('a mark lies over its place in the picture, whatever size that has', () => {
  expect(marks()[1]?.style.left).toBe('25%');
  expect(marks()[1]?.style.width).toBe('12.5%');
  expect(marks()[1]?.style.top).toBe('10%');
});

test('one mark is a tab stop, and the arrow keys walk from mark to mark without leaving the chart', () => {
  expect(marks().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  marks()[0]?.focus();
  press(marks()[0]!, 'ArrowRight');
  expect(document.activeElement).toBe(marks()[1]);
  press(marks()[1]!, 'End');
  press(marks()[2]!, 'ArrowRight');
  expect(document.activeElement, 'the last mark has none after it').toBe(marks()[2]);
});

test('a click asks for the leads behind the mark, with the token as it came', () => {
  marks()[2]?.click();
  expect(ondrill).toHaveBeenCalledExactlyOnceWith({ label: 'Week 3', token: 'token-2' }, 'acceptance/2');
});

test('the picture is drawn without what runs', () => {
  const svg = document.querySelector('.picture svg');
  expect(svg?.querySelector('rect')).not.toBeNull();
  expect(svg?.querySelector('script')).toBeNull();
});

test('the numbers are one key away, with header cells', () => {
  document.querySelector<HTMLElement>('.toggle')?.click();
  flushSync();
  expect(document.querySelector('th[scope=row]')?.textContent).toBe('W1');
  expect(document.querySelectorAll('th[scope=col]')).toHaveLength(2);
  expect(marks()).toHaveLength(0);
});
