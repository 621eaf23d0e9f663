import { expect, test } from 'vitest';
import { picture } from './picture';

const wrap = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${inner}</svg>`;
const drawn = (inner: string) => picture(wrap(inner), 'a')?.outerHTML ?? '';

test('shapes, paint and text pass unchanged', () => {
  const text = drawn('<g opacity="0.5"><rect x="1" y="2" width="3" height="4" fill="#0b6a72"/><text>Fit 14</text></g>');
  expect(text).toContain('<rect x="1" y="2" width="3" height="4" fill="#0b6a72">');
  expect(text).toContain('Fit 14');
});

test.each([
  ['a script', '<script>alert(1)</script>'],
  ['HTML inside', '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x"/></body></foreignObject>'],
  ['an HTML element', '<img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="alert(1)"/>'],
  ['an animation', '<animate attributeName="href" values="javascript:alert(1)"/>'],
  ['a style sheet', '<style>@import "https://example.com/x.css"</style>'],
  ['an image', '<image href="https://example.com/x.png"/>'],
  ['a reference', '<use href="#x"/>'],
  ['a link', '<a href="javascript:alert(1)"><rect width="1" height="1"/></a>'],
])('%s is left out', (_, inner) => {
  const root = picture(wrap(inner), 'a');
  expect(root?.children.length, 'only the empty picture remains').toBe(0);
});

test.each([
  ['a handler', 'onclick="alert(1)"'],
  ['an inline style', 'style="background:url(https://example.com)"'],
  ['a link', 'xlink:href="https://example.com" xmlns:xlink="http://www.w3.org/1999/xlink"'],
  ['foreign paint', 'fill="url(https://example.com/x.svg#p)"'],
  ['foreign paint in disguise', 'fill="URL( https://example.com/x.svg#p )"'],
])('%s does not survive as an attribute', (_, attribute) => {
  const rect = picture(wrap(`<rect ${attribute} width="1"/>`), 'a')?.firstElementChild;
  expect([...(rect?.attributes ?? [])].map(({ name }) => name)).toEqual(['width']);
});

test('words of leads stay text', () => {
  const root = picture(wrap('<text>&lt;img src=x onerror=alert(1)&gt;</text>'), 'a');
  expect(root?.querySelector('text')?.textContent).toBe('<img src=x onerror=alert(1)>');
  expect(root?.querySelector('text')?.children.length).toBe(0);
});

test('ids and what names them keep to their picture', () => {
  const text = drawn('<defs><pattern id="hatch"/></defs><rect fill="url(#hatch)" aria-labelledby="t d"/>');
  expect(text).toContain('id="a-hatch"');
  expect(text).toContain('fill="url(#a-hatch)"');
  expect(text).toContain('aria-labelledby="a-t a-d"');
});

test.each(['', '<html/>', 'not a picture', '<svg>', '<svg viewBox="0 0 1 1"/>'])('%j is no picture', (text) => {
  expect(picture(text, 'a')).toBeNull();
});
