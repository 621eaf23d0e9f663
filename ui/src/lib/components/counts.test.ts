import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import Count from './Count.svelte';
import Rate from './Rate.svelte';

let shown: Record<string, unknown> | null = null;

afterEach(() => {
  if (shown) void unmount(shown);
  shown = null;
});

test('a count lists what it counts, and nothing is nothing to list', () => {
  let listed = 0;
  const onlist = () => (listed += 1);
  shown = mount(Count, { target: document.body, props: { value: 1204, label: 'List the 1,204 leads', onlist } });
  flushSync();
  const button = document.querySelector('button');
  expect(button?.textContent?.trim()).toBe('1,204');
  expect(button?.getAttribute('aria-label')).toBe('List the 1,204 leads');
  button?.click();
  expect(listed).toBe(1);
  void unmount(shown);
  shown = mount(Count, { target: document.body, props: { value: 0, label: 'List the 0 leads', onlist } });
  flushSync();
  expect(document.querySelector('button'), 'an empty list is not offered').toBeNull();
});

test('a rate of nothing says so instead of a percentage', () => {
  const rate = { first: '', second: '', interval: '', denominator: 0 };
  shown = mount(Rate, { target: document.body, props: { rate, none: 'none due' } });
  flushSync();
  expect(document.body.textContent).toContain('none due');
});
