/** Files dragged onto the window: over it, or let go and waiting for the screen that takes them. */
class Arrival {
  over = $state(false);
  paths = $state.raw<string[]>([]);

  /** Hands the paths to whoever asks first. */
  take(): string[] {
    const paths = this.paths;
    this.paths = [];
    return paths;
  }
}

export const arrival = new Arrival();
