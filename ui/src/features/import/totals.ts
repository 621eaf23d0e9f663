import type { ReportView } from '$lib/ipc';

export const COUNTS = ['read', 'created', 'updated', 'unchanged', 'rejected', 'skipped'] as const;

export type Counts = Record<(typeof COUNTS)[number], number>;

/** The rows that are taken in, also those that change nothing. */
export const comesIn = ({ created, updated, unchanged }: Counts) => created + updated + unchanged;

/** The counts of several files together. */
export function totalOf(reports: ReportView[]): Counts {
  const total: Counts = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 };
  for (const report of reports) for (const key of COUNTS) total[key] += report[key];
  return total;
}
