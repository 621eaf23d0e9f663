import { getCurrentWebview } from '@tauri-apps/api/webview';
import { events } from './bindings';
import { inWindow } from './host';

/** Where dragged files are: over the window, let go with these paths, or gone again. */
export type Drag = { kind: 'over' } | { kind: 'drop'; paths: string[] } | { kind: 'leave' };

/** Hears files dragged from the desktop. Returns how to stop. */
export function onFileDrag(hear: (drag: Drag) => void): () => void {
  if (!inWindow) return () => {};
  return stopLater(
    getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === 'drop') hear({ kind: 'drop', paths: payload.paths });
      else hear({ kind: payload.type === 'leave' ? 'leave' : 'over' });
    }),
  );
}

/** Hears the path a second start of the program was given. Returns how to stop. */
export function onOpenPath(hear: (path: string) => void): () => void {
  if (!inWindow) return () => {};
  return stopLater(events.openPath.listen(({ payload }) => hear(payload.path)));
}

/**
 * Sets the zoom, 1 being natural size. The webview's own zoom lays the page out anew at the smaller size; where it is
 * refused, CSS zoom is the next best.
 */
export async function setZoom(factor: number): Promise<void> {
  if (inWindow) {
    try {
      await getCurrentWebview().setZoom(factor);
      return;
    } catch {
      // Not granted by the shell: fall through.
    }
  }
  document.documentElement.style.setProperty('zoom', String(factor));
}

function stopLater(listening: Promise<() => void>): () => void {
  // A listener that could not be placed has nothing to stop.
  return () => void listening.then((stop) => stop()).catch(() => {});
}
