import type { TargetView, ValueGroupView } from '$lib/ipc';

/** Picklists that an import may add an entry to. Those of rejections have buckets, those of disqualifications do not. */
const BUCKETED = ['rejection.reason', 'either.reason'];
const PLAIN = ['disqualification.reason'];

export const isPicklist = ({ id }: ValueGroupView) => BUCKETED.includes(id) || PLAIN.includes(id);

const BUCKETS = { fit: 'Fit', timing: 'Timing', data: 'Data', other: 'Other' };

type Bucket = keyof typeof BUCKETS;

/** How the shell marks an entry that this import would make. */
const MADE = ' (new)';

const bucketOf = (key: string) => key.split('.')[0] as Bucket;

/** What one value of a picklist may become: the entries there are, and a new one. */
export function reasonTargets(group: ValueGroupView, value: string): TargetView[] {
  return [...group.targets, ...newEntries(group, value)];
}

/** A new entry is named by the shell: after its bucket only the value is missing, without buckets it is the value. */
function newEntries({ id }: ValueGroupView, value: string): TargetView[] {
  if (PLAIN.includes(id)) return [{ value, label: 'New reason', group: 'New' }];
  return Object.entries(BUCKETS).map(([bucket, label]) => ({
    value: `${bucket}.`,
    label: `New reason in ${label}`,
    group: 'New',
  }));
}

/**
 * The three ways out for a value the picklist does not know: the entry most like it, a new one, and the one for all
 * others. `becomes` is the way that was taken, if one was.
 */
export function waysOut(group: ValueGroupView, value: string, becomes: string): TargetView[] {
  const known = group.targets.filter(({ label }) => !label.endsWith(MADE));
  const made = group.targets.find((target) => target.value === becomes && target.label.endsWith(MADE));
  const near = nearest(value, known);
  const bucket = bucketOf(made?.value ?? near?.value ?? 'fit');
  const entries = newEntries(group, value);
  const entry = entries.find((one) => one.value === `${bucket}.`) ?? entries[0];
  const rest = known.find(({ value: key }) => key.startsWith('other'))?.value ?? 'other.unspecified';
  return [
    ...(near ? [{ ...near, label: near.group ? `${near.group}: ${near.label}` : near.label }] : []),
    ...(entry ? [{ ...entry, value: made?.value ?? entry.value }] : []),
    { value: rest, label: 'Other, text kept', group: '' },
  ];
}

/** Words too frequent to make two reasons alike. */
const LOOSE = new Set(['the', 'and', 'for', 'not', 'until', 'with', 'our', 'too', 'already']);

/** The entry that shares most words with `value`; it only decides what is offered first. */
export function nearest(value: string, targets: TargetView[]): TargetView | null {
  const sought = words(value);
  let best: TargetView | null = null;
  let most = 0;
  for (const target of targets) {
    const own = words(target.label);
    const shared = [...sought].filter((word) => own.has(word)).length;
    if (shared > most) [best, most] = [target, shared];
  }
  return best;
}

/** The beginnings of its words: six letters tell "contract" from "contact" and forgive an ending. */
function words(text: string): Set<string> {
  const found = text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  return new Set(found.filter((word) => !LOOSE.has(word)).map((word) => word.slice(0, 6)));
}
