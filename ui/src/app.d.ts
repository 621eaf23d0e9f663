declare global {
  interface Window {
    /** Present when the page runs inside the window of the shell. */
    __TAURI_INTERNALS__?: unknown;
  }
}

export {};
