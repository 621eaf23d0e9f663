/** The one place where the pages meet the shell. */
export { commands } from './commands';
export { Failure } from './failure';
export { onFailure, stream } from './host';
export { onFileDrag, onOpenPath, setZoom, type Drag } from './window';
export type * from './types';
