import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Typed } from '../../src/cli/command.js';
import { ringsDemo } from '../../src/cli/rings.js';
import { demoTable } from '../../src/cli/tables.js';
import { resolveWords } from '../../src/config/index.js';
import { here } from './here.js';
import { whisker } from './whisker.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-rings-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const rings = 'demo --data rings'.split(' ');

it('prints lines, both pictures and a table to a pipe, without escape codes, and writes a report', async () => {
  const { code, out, err } = await whisker([...rings, '--out', folder, '--seed', '2'], { env: { FORCE_COLOR: '', NO_COLOR: '1', LC_ALL: 'C.UTF-8' } });
  expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('6 labels and 600 unlabelled points of two circles; 1000 test\n') });
  const run = join(folder, 'rings-seed-2');
  expect(out).toMatch(/─ good .* ─ complement /);
  expect(out).toMatch(/^labels only +\d+\.\d % +- +-$/m);
  expect(out).toMatch(/^complement +\d+\.\d % +\d+\.\d % +\d+\.\d %$/m);
  expect(out).not.toContain('\u001B');
  expect(out.split('\n').slice(-4)).toEqual([`  report   ${join(run, 'report.html')}`, `  figure   ${join(run, 'rings.svg')}`, `  next     whisker replay ${run}`, '']);
  expect((await readdir(run)).sort()).toEqual(['report.html', 'rings.json.gz', 'rings.svg']);
  expect(await readFile(join(run, 'rings.svg'), 'utf8')).toMatch(/^<svg [^]*<\/svg>\n$/);
}, 180_000);

it('prints the same JSON for the same seed, and nothing else', async () => {
  const run = async () => {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const written = Promise.all([text(out), text(err)]);
    const typed: Typed = { args: [], words: {}, own: {}, preset: undefined, config: undefined, json: true, quiet: true };
    const code = await ringsDemo(typed, { out, err, signal: new AbortController().signal, env: {} }, resolveWords(demoTable, { out: folder, seed: '7' }), { labels: 4, unlabelled: 50, test: 50, steps: 105 });
    out.end();
    err.end();
    const [json, messages] = await written;
    expect({ code, messages, end: json.indexOf('\n') }).toEqual({ code: 0, messages: '', end: json.length - 1 });
    const { seconds, ...result } = z.looseObject({ seconds: z.number() }).parse(JSON.parse(json));
    expect(seconds).toBeGreaterThan(0);
    return result;
  };
  const folderOfRun = join(folder, 'rings-seed-7');
  const first = await run();
  expect(first).toMatchObject({
    folder: folderOfRun, report: join(folderOfRun, 'report.html'), figure: join(folderOfRun, 'rings.svg'), labels: 4, unlabelled: 50, steps: 105,
    learners: [{ name: 'labels only', onData: null }, { name: 'good', accuracy: expect.any(Number) }, { name: 'complement', covered: expect.any(Number) }],
  });
  expect(await run()).toEqual(first);

  const lines = (await here(['replay', folderOfRun, '--json'])).out.trim().split('\n').map((line): unknown => JSON.parse(line));
  expect(lines).toHaveLength(7);
  expect(lines.at(-1)).toMatchObject({ step: 105, steps: 105, learners: [{ name: 'labels only' }, { name: 'good' }, { name: 'complement' }] });
  expect(lines.at(-1)).toMatchObject({ learners: (first as { learners: unknown }).learners });
  const [replayed, watched] = await Promise.all(['replay', 'watch'].map((command) => here([command, folderOfRun], { env: { LC_ALL: 'C.UTF-8' } })));
  expect(replayed).toMatchObject({ code: 0, out: expect.stringMatching(/─ good .* ─ complement /) });
  expect(watched).toEqual(replayed);
  const late = await here(['replay', folderOfRun, '--from', '59:59']);
  expect(late).toMatchObject({ code: 2, err: expect.stringContaining('--from is 59:59, but the run is only') });
  expect(await here(['watch', folderOfRun, '--images', 'blocks'])).toMatchObject({ code: 2, err: expect.stringContaining('--images does nothing there') });
  await writeFile(join(folderOfRun, 'rings.json.gz'), 'x');
  expect(await here(['replay', folderOfRun])).toMatchObject({ code: 2, err: expect.stringMatching(/rings\.json\.gz cannot be read: .*`whisker demo --data rings` writes it again\.$/m) });
}, 120_000);

it('refuses --images, because it draws no pictures', async () => {
  const { code, err } = await here([...rings, '--images', 'blocks'], { cwd: folder });
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('The demo of two circles draws points with characters and has no pictures, so --images does nothing there.') });
});

it('refuses label splits, which it does not have', async () => {
  const { code, err } = await here([...rings, '--splits', '3'], { cwd: folder });
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('--data rings has no label splits, so it cannot be combined with --splits.') });
});
