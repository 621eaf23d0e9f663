import adapter from '@sveltejs/adapter-static';

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: {
    runes: true,
    // Elements are created one by one: the default parses strings of HTML, which the content policy is there to forbid.
    fragments: 'tree',
  },
  kit: {
    adapter: adapter({ fallback: 'index.html' }),
    alias: { $features: 'src/features' },
    // Nothing is deployed behind the window's back, so there is no newer version to look for; a fixed name keeps two
    // builds of the same source identical.
    version: { name: 'plumbline', pollInterval: 0 },
  },
};
