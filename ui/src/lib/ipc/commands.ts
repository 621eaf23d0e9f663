import * as bindings from './bindings';
import { throwing } from './host';

/** Every command of the shell. Each throws a `Failure`. */
export const commands = throwing(bindings.commands);
