import { workspace } from '$lib/session';
import { beforeEach, expect, test } from 'vitest';
import { PersonaRules } from './rules.svelte';

let rules: PersonaRules;
beforeEach(async () => {
  await workspace.refresh();
  rules = new PersonaRules();
  await rules.refresh();
});

const names = () => rules.draft.map(({ persona }) => persona);

test('rules move by one place and no further than the ends', () => {
  const [first, second, third] = names();
  const key = rules.draft[0]!.key;
  rules.move(key, -1);
  expect(names()).toEqual([first, second, third]);
  rules.move(key, 1);
  expect(names()).toEqual([second, first, third]);
  expect(rules.changed).toBe(true);
  rules.discard();
  expect(rules.changed).toBe(false);
});

test('a rule without a name or criteria says so and is not previewed', async () => {
  const key = rules.add();
  expect(rules.gap).toContain('name');
  rules.change(key, { persona: 'Buyer' });
  expect(rules.gap).toContain('criteria');
  await rules.look();
  expect(rules.preview.value?.rules).toHaveLength(rules.draft.length - 1);
});

test('what is being written is not lost when the workspace changes elsewhere', async () => {
  rules.change(rules.draft[0]!.key, { persona: 'Renamed' });
  await rules.refresh();
  expect(names()[0]).toBe('Renamed');
});

test('saved rules are the ones shown, and the step can be undone', async () => {
  rules.remove(rules.draft[2]!.key);
  await rules.save();
  expect(rules.failure).toBeNull();
  expect(rules.changed).toBe(false);
  expect(workspace.view?.undo?.label).toContain('persona');
});
