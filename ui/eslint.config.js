import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';
import { layers } from './lint/layers.js';
import { markup } from './lint/markup.js';
import svelteConfig from './svelte.config.js';

export default defineConfig(
  globalIgnores(['.svelte-kit/', 'build/', 'node_modules/']),
  ts.configs.strict,
  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  {
    plugins: { plumbline: { rules: { layers, markup } } },
    rules: {
      'plumbline/layers': 'error',
      'plumbline/markup': 'error',
      'no-eval': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      'svelte/no-at-html-tags': 'error',
      'svelte/button-has-type': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'max-lines': ['error', 400],
    },
  },
  { files: ['lint/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.test.ts', 'src/lib/ipc/fake/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'plumbline/markup': 'off', 'plumbline/layers': 'off' },
  },
);
