import { expect, test } from 'vitest';
import { PAGE, RowPages, type Row } from './pages.svelte';

const rowsFrom = (offset: number, limit: number): Row[] =>
  Array.from({ length: limit }, (_, place) => ({ id: offset + place, cells: [`lead ${offset + place}`] }));

const unexpected = (thrown: unknown) => {
  throw thrown;
};

const settled = () => new Promise((resume) => setTimeout(resume));

test('each page in view is asked for once', async () => {
  const asked: number[] = [];
  const pages = new RowPages(async (offset, limit) => {
    asked.push(offset);
    return rowsFrom(offset, limit);
  }, unexpected);
  pages.want(PAGE - 3, PAGE + 3);
  pages.want(PAGE - 2, PAGE + 4);
  await settled();
  pages.want(0, PAGE);
  expect(asked).toEqual([0, PAGE]);
  expect(pages.at(PAGE + 1)?.id).toBe(PAGE + 1);
  expect(pages.at(3 * PAGE), 'what was never in view is not known').toBeUndefined();
});

test('an answer to an earlier question is not mixed with later ones', async () => {
  const answers: ((rows: Row[]) => void)[] = [];
  const pages = new RowPages(() => new Promise((resolve) => answers.push(resolve)), unexpected);
  pages.want(0, 10);
  pages.clear();
  pages.want(0, 10);
  answers[1]!([{ id: 2, cells: ['new'] }]);
  answers[0]!([{ id: 1, cells: ['old'] }]);
  await settled();
  expect(pages.at(0)?.cells).toEqual(['new']);
});

test('a page that failed is asked for again', async () => {
  let attempts = 0;
  const refusals: unknown[] = [];
  const pages = new RowPages(
    async (offset, limit) => {
      attempts += 1;
      if (attempts === 1) throw new Error('busy');
      return rowsFrom(offset, limit);
    },
    (thrown) => refusals.push(thrown),
  );
  pages.want(0, 1);
  await settled();
  pages.want(0, 1);
  await settled();
  expect(pages.at(0)?.id).toBe(0);
  expect(refusals).toHaveLength(1);
});

test('a long journey does not keep every page', async () => {
  const pages = new RowPages(async (offset, limit) => rowsFrom(offset, limit), unexpected);
  for (let page = 0; page < 100; page += 1) {
    pages.want(page * PAGE, page * PAGE + 1);
    await settled();
  }
  expect(pages.at(0), 'the first page is long gone').toBeUndefined();
  expect(pages.at(99 * PAGE)?.id).toBe(99 * PAGE);
});
