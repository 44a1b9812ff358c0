import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { entries } from './declarations.js';
import { WhiskerError } from '../../src/config/index.js';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

interface Row {
  readonly name: string;
  readonly code: string;
  readonly parent: string;
  readonly entries: readonly string[];
}

/** The rows of the table in docs/errors.md. */
const listed: readonly Row[] = [...page.matchAll(/^\| `(\w+)` \| `(\w+)` \| `(\w+)` \| .* \| ([^|]*) \|$/gm)].map(([, name, code, parent, from]) => ({
  name, code, parent, entries: from === 'everywhere' ? Object.keys(entries).sort() : from.split(', ').map((one) => (one === '`whisker-ml`' ? 'index' : one.slice(2, -1))).sort(),
}));

type ErrorClass = new (...args: never) => Error;
const isErrorClass = (value: unknown): value is ErrorClass => typeof value === 'function' && value.prototype instanceof Error && value !== WhiskerError;

it('docs/errors.md lists every error class that an entry point exports: its code, its parent, and the entry points', async () => {
  const found = new Map<ErrorClass, { readonly name: string; readonly entries: string[] }>();
  for (const entry of Object.keys(entries)) {
    const module: object = await import(`../../src/api/${entry}.ts`);
    for (const [name, value] of Object.entries(module)) if (isErrorClass(value)) found.set(value, { name, entries: [...(found.get(value)?.entries ?? []), entry].sort() });
  }
  const rows = [...found].map(([one, { name, entries: from }]): Row => {
    // A code belongs to the class: it needs no arguments.
    const { code } = Reflect.construct(one, ['', []]) as { readonly code: string };
    return { name, code, parent: Object.getPrototypeOf(one).name, entries: from };
  });
  const byName = (one: Row, other: Row): number => (one.name < other.name ? -1 : 1);
  expect(rows.sort(byName)).toEqual([...listed].sort(byName));
  expect(new Set(listed.map(({ code }) => code)).size).toBe(listed.length);
});

it('a class that is not listed is thrown only inside the command line', () => {
  const src = fileURLToPath(new URL('../../src/', import.meta.url));
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.startsWith('cli'));
  const classes = files.flatMap((path) => [...readFileSync(src + path, 'utf8').matchAll(/class (\w+) extends \w*(?:Error|WrongCommand|WorkFailed)\b/g)].map(([, name]) => name));
  expect(classes.filter((name) => name !== 'WhiskerError').sort()).toEqual(listed.map(({ name }) => name).sort());
});
