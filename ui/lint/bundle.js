/** Looks over the built pages for what must not be shipped. Run after every build. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const BUILD = path.resolve(import.meta.dirname, '../build');

/** What is looked for, and what it means to find it. */
const FORBIDDEN = [
  [/plumbline-stand-in-shell/, 'the stand-in for the shell is part of the program'],
  [/<[a-z]+[^>]*\sstyle=/i, 'an element has an inline style, which the content policy refuses'],
  [/\beval\(|new Function\(/, 'a script makes code from text, which the content policy refuses'],
  [/url\(["']?(?:https?:)?\/\//, 'a style sheet loads something from the network'],
  [/(?:src|href)=["'](?:https?:)?\/\//, 'a page loads something from the network'],
];

const files = readdirSync(BUILD, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(html|js|css)$/.test(file));
const problems = files.flatMap((file) => {
  const text = readFileSync(path.join(BUILD, file), 'utf8');
  return FORBIDDEN.filter(([pattern]) => pattern.test(text)).map(([, meaning]) => `${file}: ${meaning}`);
});

if (files.length === 0) problems.push('nothing was built');
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
