import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * SvelteKit's route announcer carries an inline style, which the window's content policy refuses (and reports). The
 * class it gets instead is in `base.css`.
 */
function announcerByClass(): Plugin {
  return {
    name: 'announcer-by-class',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/generated/root.svelte')) return null;
      const changed = code.replace(/(<div id="svelte-announcer"[^>]*?) style="[^"]*"/, '$1 class="unseen"');
      if (changed === code) this.error('the route announcer changed its shape: look at announcerByClass');
      return { code: changed, map: null };
    },
  };
}

export default defineConfig(({ mode }) => ({
  plugins: [announcerByClass(), sveltekit()],
  // An inlined font would be a data: address, which the content policy refuses.
  build: { assetsInlineLimit: 0, target: 'safari16' },
  ...(mode === 'test' ? { resolve: { conditions: ['browser'] } } : {}),
  server: { port: 5173, strictPort: true, watch: { ignored: ['**/build/**'] } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts', 'lint/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
  },
}));
