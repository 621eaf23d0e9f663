import type { ProvenanceView } from '$lib/ipc';

/** How sure a date is, in words for people who never heard of provenance. */
export const sure: Record<ProvenanceView, string> = {
  recorded: 'recorded when it happened',
  derived: 'read from a date column',
  bounded: 'at the latest: between two imports',
};
