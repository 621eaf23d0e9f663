import * as bindings from './bindings';
import { throwing } from './host';
import { importCommands } from './import-commands';

/** Every command of the shell. Each throws a `Failure`. */
export const commands = throwing({ ...bindings.commands, ...importCommands });
