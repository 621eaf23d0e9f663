/** Keeps out of the markup what the window's content policy refuses. */

const STYLE = 'An inline style is refused by the content policy. Use a class, or a style:property directive.';
const HTML =
  'Text must stay text. Build nodes, or let Svelte do it; a picture goes through components/chart/picture.ts.';

const WRITERS = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'document.write', 'createContextualFragment'];

/** @type {import('eslint').Rule.RuleModule} */
export const markup = {
  meta: { type: 'problem', docs: { description: 'no inline styles, no HTML from strings' }, schema: [] },
  create(context) {
    return {
      /** @param {any} node */
      SvelteAttribute(node) {
        if (node.key.name === 'style') context.report({ node, message: STYLE });
      },
      /** @param {any} node */
      MemberExpression(node) {
        if (WRITERS.includes(node.property.name)) context.report({ node, message: HTML });
      },
    };
  },
};
