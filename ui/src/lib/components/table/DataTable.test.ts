import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import DataTable from './DataTable.svelte';
import { RowPages } from './pages.svelte';

const TOTAL = 1_000_000;
const onopen = vi.fn();
const onsort = vi.fn();
let shown: object;

beforeEach(async () => {
  vi.clearAllMocks();
  const pages = new RowPages(
    async (offset, limit) =>
      Array.from({ length: limit }, (_, place) => ({ id: offset + place + 1, cells: [`L${offset + place}`, '7'] })),
    (thrown) => {
      throw thrown;
    },
  );
  const columns = [
    { name: 'company', label: 'Company', numeric: false },
    { name: 'employees', label: 'Employees', numeric: true },
  ];
  const sort = { field: 'company', descending: true };
  shown = mount(DataTable, {
    target: document.body,
    props: { label: 'Leads', columns, total: TOTAL, pages, sort, list: 1, chosen: null, onopen, onsort },
  });
  flushSync();
  await vi.waitFor(() => expect(grid().textContent).toContain('L3'));
});
afterEach(() => unmount(shown));

const grid = () => document.querySelector<HTMLElement>('[role=grid]')!;
const rows = () => [...grid().querySelectorAll('.rows [role=row]')];

function press(key: string, ctrlKey = false) {
  grid().dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }));
  flushSync();
}

test('a million rows are announced and few are drawn', () => {
  expect(grid().getAttribute('aria-rowcount')).toBe(String(TOTAL + 1));
  expect(rows().length).toBeLessThan(40);
  expect(rows()[0]?.getAttribute('aria-rowindex'), 'the header is row 1').toBe('2');
});

test('the active cell is always one that exists', () => {
  for (const [key, ctrl] of [['ArrowDown'], ['End', true], ['PageUp'], ['ArrowRight'], ['Home', true]] as const) {
    press(key, ctrl);
    const active = grid().getAttribute('aria-activedescendant') ?? '';
    expect(document.getElementById(active), `after ${key}`).not.toBeNull();
  }
});

test('the last row is reached by key, fetched and opened', async () => {
  press('End', true);
  await vi.waitFor(() => expect(grid().textContent).toContain(`L${TOTAL - 1}`));
  press('Enter');
  expect(onopen).toHaveBeenCalledExactlyOnceWith(TOTAL);
});

test('a header sorts and says how', () => {
  const header = grid().querySelector('[role=columnheader]');
  expect(header?.getAttribute('aria-sort')).toBe('descending');
  header?.querySelector('button')?.click();
  expect(onsort).toHaveBeenCalledExactlyOnceWith('company');
});
