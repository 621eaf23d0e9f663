/** A file dragged onto the window: over it, or let go and waiting for the screen that takes it. */
class Arrival {
  over = $state(false);
  path = $state<string | null>(null);

  /** Hands the path to whoever asks first. */
  take(): string | null {
    const path = this.path;
    this.path = null;
    return path;
  }
}

export const arrival = new Arrival();
