import { mount, tick, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import Picker from './Picker.svelte';

const OPTIONS = [
  { value: '', label: 'Kept as it is' },
  { value: 'company', label: 'Company', group: 'Who' },
  { value: 'created.at', label: 'Created', group: 'Handoff' },
];

let part: ReturnType<typeof mount>;
const chosen = vi.fn();

beforeEach(() => {
  chosen.mockClear();
  part = mount(Picker, {
    target: document.body,
    props: { value: '', options: OPTIONS, label: 'Firm becomes', onchange: chosen },
  });
});
afterEach(() => void unmount(part));

const button = () => document.querySelector<HTMLButtonElement>('button')!;
const input = () => document.querySelector<HTMLInputElement>('input')!;
const press = async (target: HTMLElement, key: string) => {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await tick();
};

test('it says what is chosen for what, and opens by a letter that begins the search', async () => {
  expect(button().getAttribute('aria-label')).toBe('Firm becomes: Kept as it is');
  await press(button(), 'c');
  expect(input().value).toBe('c');
  expect(document.activeElement).toBe(input());
  expect([...document.querySelectorAll('[role=option]')].map((option) => option.textContent?.trim())).toEqual([
    'Company',
    'Created',
  ]);
});

test('arrows walk, Enter chooses, and the focus comes back to the button', async () => {
  await press(button(), 'ArrowDown');
  await press(input(), 'ArrowDown');
  await press(input(), 'ArrowDown');
  await press(input(), 'Enter');
  expect(chosen).toHaveBeenCalledExactlyOnceWith('created.at');
  expect(document.activeElement).toBe(button());
});

test('Escape changes nothing, nor does choosing what is chosen', async () => {
  await press(button(), 'ArrowDown');
  await press(input(), 'Escape');
  expect(document.querySelector('input')).toBeNull();
  await press(button(), 'ArrowDown');
  await press(input(), 'Enter');
  expect(chosen).not.toHaveBeenCalled();
});
