import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveOptions } from '../../src/config/index.js';
import { recipeTables } from '../../src/training/recipes/tables.js';
import { commandsOf, faultOf, parse } from './command-lines.js';
import { blocks, pages, placeOf, proseOf, root, textOf } from './pages.js';

// TypeScript is checked and run in examples.test.ts.

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whisker-pages-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const named = (language: string) => blocks.filter((block) => block.language === language).map((block) => [placeOf(block), block.text] as const);

describe('every block of code', () => {
  it('says its language, and is fenced', () => {
    const known = ['sh', 'ts', 'yaml', 'json', 'text', 'mermaid'];
    expect(blocks.filter(({ language }) => !known.includes(language)).map(placeOf)).toEqual([]);
    const indented = pages.flatMap((page) => [...proseOf(page).matchAll(/\n\n {4}(?!\s*[-|\d])\S.*/g)].map(([line]) => `${page}: ${line.trim()}`));
    expect(indented).toEqual([]);
  });

  it.each(named('sh'))('%s: whisker takes its commands', async (_place, text) => {
    const faults = await Promise.all(commandsOf(text).map(async (line) => [line, await faultOf(line)] as const));
    expect(faults.filter(([, fault]) => fault !== null)).toEqual([]);
  });

  it.each(['whisker trian photos', 'whisker train photos --sise 3', 'whisker train photos --size 3000', 'npx whisker compare photos --recipes sgan,none', 'npm run nothing', 'wisker train'])('%s would fail', async (line) => {
    expect(await faultOf(line)).not.toBeNull();
  });

  it.each(named('yaml').filter(([place]) => !place.startsWith('.github')))('%s: whisker reads its options', (_place, text) => {
    const file = join(folder, 'options.yaml');
    writeFileSync(file, text);
    expect(resolveOptions({ recipes: recipeTables(), file })).toBeDefined();
  });

  it.each(named('json'))('%s: it is JSON', (_place, text) => {
    for (const line of text.trim().split('\n')) expect(JSON.parse(line)).toBeTypeOf('object');
  });
});

describe('prose', () => {
  const spans = pages.flatMap((page) => [...proseOf(page).matchAll(/`(?:npx )?whisker ([^`]+)`/g)].map(([, words = '']) => [page, words.replaceAll(/\s+/g, ' ').trim()] as const));

  it('names commands and options that whisker has', async () => {
    expect(spans.length).toBeGreaterThan(40);
    const faults = await Promise.all(spans.map(async ([page, words]) => [page, words, await parse(words)] as const));
    // A sentence may leave out an argument, or the command, and one shows what a wrong command is answered.
    expect(faults.filter(([, words, fault]) => fault !== null && !/^missing argument|needs a value/.test(fault) && !/^(COMMAND|…|trian$)/.test(words))).toEqual([]);
  });

  const links = pages.flatMap((page) => [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => [page, target] as const)).filter(([, target]) => !/^(https?|mailto):/.test(target));

  it('has no link that leads nowhere', () => {
    expect(links.length).toBeGreaterThan(40);
    expect(links.filter(([page, target]) => !leadsSomewhere(page, target))).toEqual([]);
  });

  it('the list of pages has every page', () => {
    const list = textOf('docs/README.md');
    const listed = globSync('*.md', { cwd: join(root, 'docs') }).filter((page) => page !== 'README.md');
    expect(listed.filter((page) => !list.includes(`](${page})`))).toEqual([]);
  });
});

describe('docs/troubleshooting.md and docs/gpu.md', () => {
  const source = globSync('src/**/*.{ts,tsx,cts}', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8')).join('\n').replaceAll(/'\s*\+\s*\n\s*[`']|`\s*\+\s*\n\s*[`']/g, '');
  const messages = ['docs/troubleshooting.md', 'docs/gpu.md']
    .flatMap((page) => [...textOf(page).matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message)))
    .filter((message) => !message.startsWith('Cannot find package'));

  it('quotes messages that whisker has', () => {
    expect(messages.length).toBeGreaterThan(30);
    const partsOf = (message: string): readonly string[] => message.split('…').map((part) => part.trim()).filter((part) => part.length > 3);
    expect(messages.filter((message) => !partsOf(message).every((part) => source.includes(part)))).toEqual([]);
  });
});

/** Returns whether a link leads to a file or folder, and to a heading in it. */
function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', heading] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, file))) return false;
  if (heading === undefined || statSync(join(root, file)).isDirectory()) return true;
  const anchors = [...proseOf(file).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(/\s/g, '-'));
  return anchors.includes(heading);
}
