/** The one place where the pages meet the shell. */
export * as commands from './commands';
export { Failure } from './failure';
export { onFileDrag, onOpenPath, setZoom, type Drag } from './window';
export type * from './types';
