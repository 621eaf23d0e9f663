import * as bindings from './bindings';
import * as handoff from './handoff';
import { throwing } from './host';

/** Every command of the shell. Each throws a `Failure`. */
export const commands = throwing({ ...handoff.commands, ...bindings.commands });
