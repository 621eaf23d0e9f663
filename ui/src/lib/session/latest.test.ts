import { Failure } from '$lib/ipc';
import { expect, test } from 'vitest';
import { Latest } from './latest.svelte';

/** A promise that is settled from outside. */
function held<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

test('an overtaken answer is dropped, whichever order they arrive in', async () => {
  const latest = new Latest<string>();
  const slow = held<string>();
  const fast = held<string>();
  const first = latest.ask(() => slow.promise);
  const second = latest.ask(() => fast.promise);
  fast.resolve('new');
  expect(await second).toBe('new');
  slow.resolve('old');
  expect(await first, 'the asker learns that it was overtaken').toBeNull();
  expect(latest.value).toBe('new');
  expect(latest.busy).toBe(false);
});

test('a failure keeps the value that was shown, and the next answer clears it', async () => {
  const latest = new Latest<number>();
  await latest.ask(async () => 1);
  await latest.ask(async () => {
    throw new Failure({ code: 'refused', message: 'Not now.', hint: null, field: null, file: null });
  });
  expect(latest.value).toBe(1);
  expect(latest.failure?.code).toBe('refused');
  await latest.ask(async () => 2);
  expect(latest.failure).toBeNull();
  expect(latest.value).toBe(2);
});

test('clearing forgets the answer on its way', async () => {
  const latest = new Latest<number>();
  const waiting = held<number>();
  const asked = latest.ask(() => waiting.promise);
  latest.clear();
  waiting.resolve(3);
  await asked;
  expect(latest.value).toBeNull();
});
