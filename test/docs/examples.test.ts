import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Session } from '../tui/session.js';
import { pictures } from '../workers/fixtures.js';
import { compile, type Compiled } from './compiled.js';
import { blocksOf, root, textOf } from './pages.js';

// Runs every example, and the programs of the pages, with the package imported by its own name.

let compiled: Compiled;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-examples-'));
  compiled = compile();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a picture of one colour. */
const paint = (path: string, background: string | { readonly r: number; readonly g: number; readonly b: number }) =>
  sharp({ create: { width: 40, height: 30, channels: 3, background } }).toFile(join(folder, path));

const run = (program: string, ...words: readonly string[]) => promisify(execFile)(process.execPath, [program, ...words], { cwd: folder, timeout: 110_000 });

/** Returns what webhook.mts posts about a run. The first attempt fails, and it tries again. */
async function postsOf(name: string): Promise<unknown[]> {
  const posted: unknown[] = [];
  let failed = false;
  const server = createServer(async (request, response) => {
    const body: unknown = JSON.parse(await text(request));
    if (failed) posted.push(body);
    response.writeHead(failed ? 204 : 503).end();
    failed = true;
  }).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    await run(compiled.example('webhook.mts'), name, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return posted;
  } finally {
    server.close();
  }
}

it('the examples and the TypeScript of the pages have no error of types', () => {
  expect(compiled.errors).toEqual([]);
});

describe('examples', () => {
  it('onnx: the model that is there is the one that its program makes, and it names the colours', async () => {
    const model = join(root, 'examples/onnx/model.onnx');
    await run(compiled.example('onnx/make-model.mts'), 'made.onnx');
    expect(await readFile(join(folder, 'made.onnx'))).toEqual(await readFile(model));
    const colours = { 'a.png': '#c81414', 'b.jpg': '#14b428', 'c.webp': '#2828dc' };
    await mkdir(join(folder, 'colours'));
    for (const [name, background] of Object.entries(colours)) await paint(`colours/${name}`, background);
    const { stdout } = await run(compiled.example('onnx/classify.mts'), model, 'colours');
    expect(stdout.replaceAll(/\d+\.\d %/g, '%')).toBe('a.png: red, %\nb.jpg: green, %\nc.webp: blue, %\n');
  });

  it('own-recipe trains a run, and webhook posts its epochs and its end', async () => {
    await mkdir(join(folder, 'photos'));
    for (let number = 0; number < 40; number += 1) {
      await paint(`photos/red_${number}.png`, { r: 200, g: number * 3, b: 40 });
      await paint(`photos/green_${number}.png`, { r: number * 3, g: 200, b: 40 });
    }
    const { stdout } = await run(compiled.example('own-recipe.mts'), 'photos', 'run', '2');
    expect(stdout).toMatch(/^epoch 1: loss \d\.\d{3}, validation accuracy \d+\.\d %\nepoch 2: .*\ntest accuracy \d+\.\d %\n$/);

    const end = { type: 'run-end', text: expect.stringMatching(/^done: test accuracy \d/) };
    const epochs = [{ type: 'epoch', epoch: 1 }, { type: 'epoch', epoch: 2, text: expect.stringMatching(/^epoch 2 of 2: validation accuracy \d/) }];
    expect(await postsOf('run')).toMatchObject([...epochs, end]);

    // The log of a run whose process was killed.
    await mkdir(join(folder, 'killed'));
    const log = await readFile(join(folder, 'run/events.jsonl'), 'utf8');
    await writeFile(join(folder, 'killed/events.jsonl'), log.split('\n').filter((line) => !line.includes('"run-end"')).join('\n'));
    expect(await postsOf('killed')).toMatchObject([...epochs, { type: 'dead' }]);
  });

  it('dashboard shows the events of a loop that is not a run of whisker', async () => {
    const session = new Session(process.execPath, [compiled.example('dashboard.mts')], { columns: 100, rows: 30, cwd: folder });
    try {
      await session.sees('logistic regression');
      await session.sees(/accuracy \d+\.\d %/);
      session.type('q');
      expect(await session.ended).toMatchObject({ exitCode: 0 });
    } finally {
      session.end();
    }
  });

  it('own-operator.test.ts is the test that docs/testing.md shows', () => {
    const [block] = blocksOf('docs/testing.md').filter(({ language }) => language === 'ts');
    expect(textOf('examples/own-operator.test.ts').replace(/^\/\*\*.*?\*\/\n/s, '')).toBe(block?.text);
  });

  it('each is in the list of examples/README.md, and begins with what it does and the command that runs it', () => {
    const list = textOf('examples/README.md');
    for (const example of globSync(['**/*.mts', '**/*.test.ts', '!onnx/make-model.mts'], { cwd: join(root, 'examples') })) {
      expect(list).toContain(`(${example})`);
      const name = example.split('/').at(-1) ?? '';
      expect(readFileSync(join(root, 'examples', example), 'utf8')).toMatch(new RegExp(`^/\\*\\*\\n \\* [A-Z].*^ \\*   npm install .*^ \\*   npx (tsx|vitest run) ${name.replaceAll('.', '\\.')}.*^ \\*/\\n`, 'ms'));
    }
  });
});

describe('docs/pipeline.md', () => {
  const programs = blocksOf('docs/pipeline.md').filter(({ language, text }) => language === 'ts' && text.includes('process.argv'));
  const results = [/^(\d of 3: mean \d+\.\d\n){3}$/, /^\d\d pictures\n$/];

  it.each(results.map((result, place) => [place, result] as const))('program %i runs unchanged and ends by itself', async (place, result) => {
    for (const name of ['cat', 'dog']) await cp(`${pictures}good`, join(folder, 'good', name), { recursive: true });
    await writeFile(join(folder, 'good', 'cat', 'zero.jpg'), '');
    const { stdout, stderr } = await run(compiled.block(programs[place]), 'good');
    expect(stdout).toMatch(result);
    expect(stderr).toMatch(/^(cat\/zero\.jpg: it is empty\n)?$/);
  });
});
