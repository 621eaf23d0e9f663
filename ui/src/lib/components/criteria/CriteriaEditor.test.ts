import { commands, type FieldView } from '$lib/ipc';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import CriteriaEditor from './CriteriaEditor.svelte';

let shown: object | null = null;
const onchange = vi.fn();

async function show(text: string | null) {
  const fields: FieldView[] = await commands.fields();
  onchange.mockClear();
  shown = mount(CriteriaEditor, {
    target: document.body,
    props: { text, fields, check: commands.checkCriteria, build: commands.buildCriteria, onchange, unheard: 'Not yet.' },
  });
  flushSync();
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
});

const area = () => document.querySelector<HTMLTextAreaElement>('[data-testid=criteria-text]')!;
const conditions = () => document.querySelectorAll('[role=group]');
const value = () => document.querySelector<HTMLInputElement>('input[aria-label=Value]')!;

function type(element: HTMLInputElement | HTMLTextAreaElement, text: string) {
  element.value = text;
  element.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

test('a text is shown as rows too, without being reported as a change', async () => {
  await show('source = "Content" and employees > 200');
  await vi.waitFor(() => expect(conditions()).toHaveLength(2));
  expect(value().value).toBe('Content');
  expect(onchange).not.toHaveBeenCalled();
});

test('editing a row rewrites the text', async () => {
  await show('source = "Content"');
  await vi.waitFor(() => expect(conditions()).toHaveLength(1));
  type(value(), 'Event');
  await vi.waitFor(() => expect(area().value).toBe('source = "Event"'));
  expect(onchange).toHaveBeenLastCalledWith('source = "Event"');
});

test('typing text rewrites the rows and leaves what is typed alone', async () => {
  await show(null);
  type(area(), 'source   = "Event"');
  await vi.waitFor(() => expect(conditions()).toHaveLength(1));
  expect(area().value).toBe('source   = "Event"');
  expect(onchange).toHaveBeenLastCalledWith('source = "Event"');
});

test('an unreadable text is marked and changes nothing', async () => {
  await show(null);
  type(area(), 'source');
  await vi.waitFor(() => expect(area().getAttribute('aria-invalid')).toBe('true'));
  expect(document.querySelector('mark')?.textContent).toBe('source');
  expect(onchange).not.toHaveBeenCalled();
});

test('a condition with a gap waits; emptying the text removes the criteria', async () => {
  await show('source = "Content"');
  await vi.waitFor(() => expect(conditions()).toHaveLength(1));
  document.querySelector<HTMLElement>('.add')?.click();
  flushSync();
  expect(conditions()).toHaveLength(2);
  expect(onchange).not.toHaveBeenCalled();
  type(area(), '');
  await vi.waitFor(() => expect(onchange).toHaveBeenLastCalledWith(null));
});

test('a text that cannot be read says what goes on without it', async () => {
  await show(null);
  type(area(), 'source');
  await vi.waitFor(() => expect(document.body.textContent).toContain('Not yet.'));
  expect(onchange).not.toHaveBeenCalled();
  type(area(), 'source = "Content"');
  await vi.waitFor(() => expect(document.body.textContent).not.toContain('Not yet.'));
});
