/**
 * Turns the text of a picture into nodes of this page. The shell draws it, yet words of leads are in it: only shapes,
 * text and paint pass, and nothing that runs, loads, styles or links.
 */

const SVG = 'http://www.w3.org/2000/svg';

const ELEMENTS = new Set(
  `svg g defs title desc path rect circle ellipse line polyline polygon text tspan clipPath pattern linearGradient
   stop`.split(/\s+/),
);

const ATTRIBUTES = new Set(
  `id class x y x1 y1 x2 y2 cx cy r rx ry dx dy d points width height viewBox preserveAspectRatio transform
   fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap
   stroke-linejoin stroke-miterlimit opacity clip-path clip-rule clipPathUnits patternUnits patternTransform
   patternContentUnits gradientUnits gradientTransform offset stop-color stop-opacity vector-effect shape-rendering
   font-family font-size font-weight font-style font-variant letter-spacing text-anchor dominant-baseline
   alignment-baseline text-rendering role aria-label aria-hidden aria-labelledby aria-describedby`.split(/\s+/),
);

/** Paint servers and clips may be named only inside the same picture. */
const LOCAL = /^url\(["']?#([\w.-]+)["']?\)$/;

/**
 * The picture as an element, or null when the text is no SVG. Ids are prefixed with `scope`, so that two pictures on one
 * page cannot paint with each other's patterns.
 */
export function picture(text: string, scope: string): SVGSVGElement | null {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  if (parsed.namespaceURI !== SVG || parsed.localName !== 'svg') return null;
  const root = copy(parsed, scope);
  if (!root) return null;
  // The frame of the figure decides the size; the viewBox keeps the proportions.
  root.removeAttribute('width');
  root.removeAttribute('height');
  return root as SVGSVGElement;
}

function copy(source: Element, scope: string): Element | null {
  if (source.namespaceURI !== SVG || !ELEMENTS.has(source.localName)) return null;
  const target = document.createElementNS(SVG, source.localName);
  for (const { name, value } of source.attributes) {
    const kept = attribute(name, value, scope);
    if (kept !== null) target.setAttribute(name, kept);
  }
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) target.append(child.nodeValue ?? '');
    if (child instanceof Element) target.append(...[copy(child, scope)].filter((node) => node !== null));
  }
  return target;
}

function attribute(name: string, value: string, scope: string): string | null {
  if (!ATTRIBUTES.has(name)) return null;
  if (name === 'id') return `${scope}-${value}`;
  if (name.startsWith('aria-') && name.endsWith('by')) {
    return value.replaceAll(/\S+/g, (id) => `${scope}-${id}`);
  }
  if (!/url\s*\(/i.test(value)) return value;
  const local = LOCAL.exec(value.trim());
  return local ? `url(#${scope}-${local[1]})` : null;
}
