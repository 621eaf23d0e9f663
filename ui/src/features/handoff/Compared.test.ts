import { lens } from '$lib/session';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import Compared from './Compared.svelte';

const told = {
  sentence: [{ text: '20 points lower, shown to be real.', tone: 'bad' as const }],
  evidence: '95 % interval of the difference −33 to −5 points (Newcombe)',
  sides: [
    { name: 'What is shown', count: 80, drill: { label: 'What is shown, decided', token: 'here' } },
    { name: 'Webinars', count: 70, drill: { label: 'Webinars, decided', token: 'there' } },
  ],
};
const { compare } = vi.hoisted(() => ({ compare: vi.fn() }));
vi.mock('$lib/ipc', async (original) => ({ ...(await original<object>()), commands: { compare } }));

const filter = { from: null, to: null, grain: 'week' as const, basis: 'cohort' as const, criteria: null };
const ondrill = vi.fn();
let shown: object;

afterEach(() => {
  void unmount(shown);
  lens.reset();
});

test('nothing is compared until somebody asks, both sides have their leads, and it can be stopped', async () => {
  compare.mockResolvedValue(told);
  shown = mount(Compared, { target: document.body, props: { filter, ondrill } });
  flushSync();
  expect(document.querySelector('[data-testid=comparison]')).toBeNull();
  lens.against = { view: 'Webinars' };
  await vi.waitFor(() => expect(document.querySelector('[data-testid=comparison]')).not.toBeNull());
  expect(compare).toHaveBeenCalledExactlyOnceWith(filter, { view: 'Webinars' });
  document.querySelector<HTMLElement>('[data-testid=compared-1]')?.click();
  expect(ondrill).toHaveBeenCalledExactlyOnceWith(told.sides[1]?.drill, 'compared/1');
  document.querySelector<HTMLElement>('[data-testid=compare-stop]')?.click();
  flushSync();
  await vi.waitFor(() => expect(document.querySelector('[data-testid=comparison]')).toBeNull());
});
