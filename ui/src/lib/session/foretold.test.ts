import { Failure } from '$lib/ipc';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followed } from './foretold.fixture.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pause = () => vi.advanceTimersByTimeAsync(300);

test('a draft is tried once its author pauses, and only the newest', async () => {
  const asked: string[] = [];
  const { type, foretold, end } = followed(async (draft) => {
    asked.push(draft);
    return `${draft} leads`;
  });
  type('1');
  type('12');
  await pause();
  expect(asked).toEqual(['12']);
  expect([foretold.answer, foretold.pending]).toEqual(['12 leads', false]);
  end();
});

test('an answer to an earlier draft is said to be one', async () => {
  const { type, foretold, end } = followed(async (draft) => draft);
  type('24 working hours');
  await pause();
  type('24 hours');
  expect([foretold.answer, foretold.pending]).toEqual(['24 working hours', true]);
  await pause();
  expect([foretold.answer, foretold.pending]).toEqual(['24 hours', false]);
  end();
});

test('a slow answer to an earlier draft does not pass for one to the draft that stands there', async () => {
  const slow: ((text: string) => void)[] = [];
  const { type, foretold, end } = followed((draft) => new Promise<string>((tell) => slow.push(() => tell(draft))));
  type('first');
  await pause();
  type('second');
  slow[0]?.('');
  await vi.advanceTimersByTimeAsync(0);
  expect(foretold.pending).toBe(true);
  await pause();
  slow[1]?.('');
  await vi.advanceTimersByTimeAsync(0);
  expect([foretold.answer, foretold.pending]).toEqual(['second', false]);
  end();
});

test('what cannot be tried says why and shows no answer, and nothing to try clears both', async () => {
  const { type, foretold, end } = followed(async (draft) => {
    if (draft === 'bad') throw new Failure({ code: 'refused', message: 'Not that.', hint: null, field: null, file: null });
    return draft;
  });
  type('good');
  await pause();
  type('bad');
  await pause();
  expect(foretold.problem?.code).toBe('refused');
  expect(foretold.answer).toBeNull();
  type(null);
  flushSync();
  expect([foretold.answer, foretold.problem, foretold.pending]).toEqual([null, null, false]);
  end();
});
