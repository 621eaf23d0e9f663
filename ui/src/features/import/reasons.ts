import type { TargetView, ValueGroupView } from '$lib/ipc';

/** Picklists that an import may add an entry to. */
const PICKLISTS = ['rejection.reason', 'disqualification.reason', 'either.reason'];

export const isPicklist = ({ id }: ValueGroupView) => PICKLISTS.includes(id);

const BUCKETS = { fit: 'Fit', timing: 'Timing', data: 'Data', other: 'Other' };

type Bucket = keyof typeof BUCKETS;

/** What one value of a picklist may become: the entries there are, and a new one in each bucket. */
export function reasonTargets(group: ValueGroupView, value: string): TargetView[] {
  const created = (Object.keys(BUCKETS) as Bucket[]).map((bucket) => newEntry(bucket, value));
  const all = [...group.targets, ...created];
  return all.filter(({ value: key }, place) => all.findIndex((other) => other.value === key) === place);
}

/** The three ways out for a value the picklist does not know, the likeliest first. */
export function waysOut(group: ValueGroupView, value: string): TargetView[] {
  const near = nearest(value, group.targets);
  const bucket = (near?.value.split('.')[0] ?? 'fit') as Bucket;
  const catchAll = group.targets.find(({ value: key }) => key.startsWith('other.'))?.value ?? 'other.unspecified';
  const kept = { value: catchAll, label: 'Other, text kept', group: '' };
  return [...(near ? [near] : []), newEntry(bucket in BUCKETS ? bucket : 'fit', value), kept];
}

function newEntry(bucket: Bucket, value: string): TargetView {
  return { value: `${bucket}.${slug(value)}`, label: `New reason in ${BUCKETS[bucket]}`, group: 'New' };
}

/** Words too frequent to make two reasons alike. */
const LOOSE = new Set(['the', 'and', 'for', 'not', 'until', 'with', 'our', 'too', 'already']);

/** The entry that shares most words with `value`; it only decides what is offered first. */
export function nearest(value: string, targets: TargetView[]): TargetView | null {
  const sought = words(value);
  let best: TargetView | null = null;
  let most = 0;
  for (const target of targets) {
    const own = words(target.label.replace(/^[^:]*:/, ''));
    const shared = [...sought].filter((word) => own.has(word)).length;
    if (shared > most) [best, most] = [target, shared];
  }
  return best;
}

/** The beginnings of its words: five letters tell "contract" from "contact" and forgive an ending. */
function words(text: string): Set<string> {
  const found = text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  return new Set(found.filter((word) => !LOOSE.has(word)).map((word) => word.slice(0, 6)));
}

/** The key of a new reason, in the characters keys are made of. */
function slug(label: string): string {
  return (
    label
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'unnamed'
  );
}
