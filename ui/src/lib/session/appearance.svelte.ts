import { setZoom, type ThemeInput } from '$lib/ipc';
import { MediaQuery } from 'svelte/reactivity';

export type ThemeChoice = 'system' | ThemeInput;

const THEME_KEY = 'theme';
const ZOOM_KEY = 'zoom';
const ZOOM_STEPS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];

/** How this window looks on this computer: no part of the workspace. */
class Appearance {
  choice = $state<ThemeChoice>('system');
  zoom = $state(1);
  #systemDark = new MediaQuery('(prefers-color-scheme: dark)', false);

  /** What the pictures are drawn for. */
  theme: ThemeInput = $derived(this.choice === 'system' ? (this.#systemDark.current ? 'dark' : 'light') : this.choice);

  /** Takes up what was chosen last time. */
  restore(): void {
    const choice = localStorage.getItem(THEME_KEY);
    if (choice === 'light' || choice === 'dark') this.choose(choice);
    const zoom = Number(localStorage.getItem(ZOOM_KEY));
    if (ZOOM_STEPS.includes(zoom) && zoom !== 1) this.#zoomTo(zoom);
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    localStorage.setItem(THEME_KEY, choice);
    if (choice === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = choice;
  }

  zoomIn(): void {
    this.#zoomTo(ZOOM_STEPS.find((step) => step > this.zoom) ?? 2);
  }

  zoomOut(): void {
    this.#zoomTo(ZOOM_STEPS.findLast((step) => step < this.zoom) ?? 0.8);
  }

  zoomReset(): void {
    this.#zoomTo(1);
  }

  #zoomTo(factor: number): void {
    this.zoom = factor;
    localStorage.setItem(ZOOM_KEY, String(factor));
    void setZoom(factor);
  }
}

export const appearance = new Appearance();
