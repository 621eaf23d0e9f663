import {
  commands,
  Failure,
  type ChosenInput,
  type DecideInput,
  type DeskChoicesView,
  type LeadsInput,
  type VerbView,
} from '$lib/ipc';
import { count } from '$lib/design/words';
import { Latest, notices, workspace } from '$lib/session';

/** A decision that is being made: about whom, and which. */
export interface Ask {
  chosen: ChosenInput;
  verb: VerbView;
  /** The lead's name, where it is one. */
  name: string | null;
}

export const one = (id: number): ChosenInput => ({ ids: [id], listing: null, except: [] });

export const these = (ids: number[]): ChosenInput => ({ ids, listing: null, except: [] });

export const allOf = (listing: LeadsInput, except: number[]): ChosenInput => ({ ids: [], listing, except });

export const plain = (verb: VerbView): DecideInput => ({
  verb,
  reason: null,
  note: null,
  by: null,
  contacted: null,
  track: null,
  due: null,
});

/** Whether a verb asks for anything but the leads. */
export const needsWords = (verb: VerbView): boolean => verb !== 'accept' && verb !== 'requalify';

/** Makes decisions, one after the other, and remembers for the session who makes them. */
class Decider {
  /** Who decides, until somebody says otherwise. */
  by = $state<number | null>(null);
  readonly choices = new Latest<DeskChoicesView>();
  #line: Promise<unknown> = Promise.resolve();

  persons = $derived(this.choices.value?.persons ?? []);

  /** Asks what is offered; somebody who is no longer there decides no more. */
  async refresh(): Promise<void> {
    const found = await this.choices.ask(() => commands.deskChoices());
    if (found && !found.persons.some(({ id }) => id === this.by)) this.by = null;
  }

  /** Decides, and says so with a way back. Resolves with null when it was refused, after saying why. */
  decide(chosen: ChosenInput, how: DecideInput): Promise<number | null> {
    const decision = this.#line.then(() => this.#decide(chosen, how));
    this.#line = decision;
    return decision;
  }

  /** The same for a form, which shows the refusal itself. */
  async insist(chosen: ChosenInput, how: DecideInput): Promise<number> {
    const { sentence, done, obstacles, remarks, workspace: view } = await commands.decide(chosen, {
      ...how,
      by: how.by ?? this.by,
    });
    workspace.adopt(view);
    const rest = obstacles.reduce((sum, { leads }) => sum + leads, 0);
    const left = rest === 0 ? '' : ` ${count(rest)} ${rest === 1 ? 'stays as it is' : 'stay as they are'}.`;
    notices.say([`${sentence}${left}`, ...remarks].join(' '), { label: 'Undo', run: () => takeBack(view) });
    return done;
  }

  async #decide(chosen: ChosenInput, how: DecideInput): Promise<number | null> {
    try {
      return await this.insist(chosen, how);
    } catch (thrown) {
      notices.fail(Failure.from(thrown));
      return null;
    }
  }
}

/** The way back of a notice is for its own step only: a later one must not be taken back in its place. */
function takeBack(view: unknown): void {
  if (workspace.view === view) void workspace.undo();
  else notices.say('Something was changed since. Undo takes back the newest step first.');
}

export const decider = new Decider();
