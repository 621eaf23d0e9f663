import { expect, test } from 'vitest';
import { judge } from './layers.js';

test.each([
  ['routes/leads/+page.svelte', '$features/leads'],
  ['routes/+layout.svelte', '$lib/session'],
  ['features/leads/Leads.svelte', '$lib/components'],
  ['features/leads/Leads.svelte', '$lib/ipc'],
  ['features/leads/Leads.svelte', './query.svelte'],
  ['lib/components/chart/Chart.svelte', '../Menu.svelte'],
  ['lib/components/chart/Chart.svelte', '$lib/design/words'],
  ['lib/session/workspace.svelte.ts', '$lib/ipc'],
  ['lib/ipc/host.ts', '@tauri-apps/api/core'],
  ['features/leads/Leads.svelte', 'svelte'],
])('%s may use %s', (file, source) => {
  expect(judge(file, source)).toBeNull();
});

test.each([
  ['features/leads/Leads.svelte', '$features/handoff', 'must not know handoff'],
  ['features/leads/Leads.svelte', '../handoff/FilterBar.svelte', 'must not know handoff'],
  ['features/leads/Leads.svelte', '../../routes/+layout.svelte', 'does not know where it is shown'],
  ['features/import/Import.svelte', '@tauri-apps/api/core', 'Only src/lib/ipc'],
  ['lib/session/workspace.svelte.ts', '@tauri-apps/api/event', 'Only src/lib/ipc'],
  ['lib/components/Button.svelte', '$lib/ipc', 'Take the data as a prop'],
  ['lib/components/Button.svelte', '$lib/session', 'Take what is shared as a prop'],
  ['lib/components/Button.svelte', '../../features/leads', 'Turn the dependency round'],
  ['routes/leads/+page.svelte', '$lib/ipc', 'A route only composes'],
  ['lib/design/words.ts', '$lib/components', 'Turn the dependency round'],
  ['lib/ipc/host.ts', '../session', 'Turn the dependency round'],
])('%s may not use %s, and the message teaches the repair', (file, source, repair) => {
  expect(judge(file, source)).toContain(repair);
});

test('a component may know the shape of what it shows', () => {
  expect(judge('lib/components/chart/Chart.svelte', '$lib/ipc', true)).toBeNull();
});
