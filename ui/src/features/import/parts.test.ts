import { commands, type LookView } from '$lib/ipc';
import { describe, expect, test } from 'vitest';
import { wordsIn } from './column';
import { pathsIn } from './paths';
import { COUNTS, totalOf } from './totals';

describe('typed paths', () => {
  test.each([
    ['/a/b.csv', ['/a/b.csv']],
    ['/a/b.csv /c/d.xlsx', ['/a/b.csv', '/c/d.xlsx']],
    ['  leads.csv  ', ['leads.csv']],
    ['/a b/c d.csv /e/f.csv', ['/a b/c d.csv', '/e/f.csv']],
    ['"/a b/c.csv" \'/e f.csv\' /g.csv', ['/a b/c.csv', '/e f.csv', '/g.csv']],
    ['C:\\x y\\a.csv D:\\b.csv', ['C:\\x y\\a.csv', 'D:\\b.csv']],
    ['', []],
  ])('%s', (line, paths) => expect(pathsIn(line)).toEqual(paths));
});

test('words that mean blank are read as a list, each once', () => {
  expect(wordsIn('N/A, -, , n/a,N/A')).toEqual(['N/A', '-', 'n/a']);
});

test('the total of several files reconciles as each of them does', async () => {
  const files = ['/tmp/leads.csv', '/tmp/activities.csv', '/tmp/deals.xlsx'].map((path) => ({ path, mapping: null }));
  const go = await commands.importTry(files);
  const total = totalOf(go.files);
  const parts = COUNTS.slice(1).reduce((sum, key) => sum + total[key], 0);
  expect(parts, 'read = created + updated + unchanged + rejected + skipped').toBe(total.read);
  expect(total.read).toBe(5002 + 18_440 + 412);
});

test('the stand-in keeps to the contract: a wide file lists every column', async () => {
  const look: LookView = await commands.importLook('/tmp/wide.csv', null);
  expect(look.columns).toHaveLength(300);
});
