/**
 * Keeps the pages in layers: routes -> features -> components -> design. What features share is in `session`, and only
 * `ipc` talks to the shell. A rule of ESLint, so that the editor says it while one types.
 */
import path from 'node:path';

/** Where a file belongs, by its path below `src`. The first match counts. */
const LAYERS = [
  ['routes', /^routes\//],
  ['feature', /^features\/([^/]+)\//],
  ['components', /^lib\/components\//],
  ['session', /^lib\/session\//],
  ['ipc', /^lib\/ipc\//],
  ['design', /^lib\/design\//],
];

/** Whom each layer may use besides itself. */
const MAY_USE = {
  routes: ['feature', 'components', 'session', 'design'],
  feature: ['components', 'session', 'ipc', 'design'],
  components: ['design'],
  session: ['ipc', 'design'],
  ipc: [],
  design: [],
};

const REPAIR = {
  'components>ipc': 'Take the data as a prop and report with a callback; `import type` from ipc is fine.',
  'components>session': 'Take what is shared as a prop: a component must work in any window.',
  'routes>ipc': 'A route only composes: let the feature ask the shell.',
  'feature>routes': 'A feature does not know where it is shown. Go there by path, or take a callback.',
};

const GENERAL = 'Turn the dependency round, or move what both need one layer down.';

/** @param {string} file a path below `src` */
function layerOf(file) {
  for (const [layer, pattern] of LAYERS) {
    const found = pattern.exec(file);
    if (found) return { layer, feature: found[1] };
  }
  return null;
}

/**
 * The path below `src` an import names, or null for a package.
 * @param {string} file the importing file, below `src`
 * @param {string} source
 */
function target(file, source) {
  if (source.startsWith('$lib')) return `lib${source.slice(4)}/`;
  if (source.startsWith('$features')) return `features${source.slice(9)}/`;
  if (source.startsWith('.')) return `${path.posix.join(path.posix.dirname(file), source)}/`;
  return null;
}

/**
 * What is wrong with `file` importing `source`, with the repair; null if nothing is.
 * @param {string} file the importing file, below `src`
 * @param {string} source as written in the import
 * @param {boolean} typeOnly `import type` binds nothing at run time
 */
export function judge(file, source, typeOnly = false) {
  const from = layerOf(file);
  if (!from) return null;
  if (source.startsWith('@tauri-apps/') && from.layer !== 'ipc') {
    return 'Only src/lib/ipc talks to the shell. Add a function there and call it.';
  }
  const to = layerOf(target(file, source) ?? '');
  if (!to) return null;
  if (from.layer === 'feature' && to.layer === 'feature') {
    if (from.feature === to.feature) return null;
    return `The feature ${from.feature} must not know ${to.feature}. Share it through src/lib/session, or make it a component.`;
  }
  if (from.layer === to.layer || MAY_USE[from.layer].includes(to.layer)) return null;
  if (typeOnly && to.layer === 'ipc') return null;
  return `${from.layer} must not use ${to.layer}. ${REPAIR[`${from.layer}>${to.layer}`] ?? GENERAL}`;
}

/** @type {import('eslint').Rule.RuleModule} */
export const layers = {
  meta: { type: 'problem', docs: { description: 'imports point down the layers' }, schema: [] },
  create(context) {
    const parts = context.filename.split(path.sep).join('/').split('/src/');
    const file = parts.length > 1 ? parts.at(-1) : '';
    /** @param {any} node */
    const check = (node) => {
      if (!file || typeof node.source?.value !== 'string') return;
      const named = node.specifiers ?? [];
      const typeOnly =
        node.importKind === 'type' ||
        node.exportKind === 'type' ||
        (named.length > 0 && named.every((/** @type {any} */ one) => one.importKind === 'type'));
      const problem = judge(file, node.source.value, typeOnly);
      if (problem) context.report({ node: node.source, message: problem });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
