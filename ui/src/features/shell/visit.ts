import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { navigating, page } from '$app/state';
import type { screens } from './screens';

type Path =
  | (typeof screens)[number]['path']
  | '/duplicates'
  | '/handoff/charts'
  | '/handoff/clocks'
  | '/handoff/commitments'
  | '/handoff/escalations'
  | '/leads/inbox'
  | '/leads/recycle'
  | '/rules/commitments'
  | '/rules/consequences'
  | '/rules/other'
  | '/rules/tiers'
  | '/settings/hours'
  | '/settings/ladder'
  | '/settings/people'
  | '/settings/personas';

/** True on the screen at `path`, and on the way there. */
export function isThere(path: Path): boolean {
  return (navigating.to ?? page).url.pathname === resolve(path);
}

/** Goes to a screen. Where one is already, going there again would take the focus from whatever is being typed. */
export function visit(path: Path): void {
  if (!isThere(path)) void goto(resolve(path));
}
