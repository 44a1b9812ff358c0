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
import type { Ended } from './whisker.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-rings-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the demo, shorter than people see it, with its output to a pipe. */
async function rings(seed: string, options: Pick<Typed, 'json' | 'quiet'>, size: Parameters<typeof ringsDemo>[3]): Promise<Ended> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const written = Promise.all([text(out), text(err)]);
  const typed: Typed = { args: [], words: {}, own: {}, preset: undefined, config: undefined, ...options };
  const code = await ringsDemo(typed, { out, err, signal: new AbortController().signal, env: { LC_ALL: 'C.UTF-8' } }, resolveWords(demoTable, { out: folder, seed }), size);
  out.end();
  err.end();
  const [result, messages] = await written;
  return { code, out: result, err: messages };
}

it('prints lines, both pictures and a table to a pipe, without escape codes, and writes a report', async () => {
  const { code, out, err } = await rings('2', { json: false, quiet: false }, { labels: 6, unlabelled: 100, test: 200, steps: 105 });
  expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('6 labels and 100 unlabelled points of two circles; 200 test\n') });
  const run = join(folder, 'rings-seed-2');
  expect(out).toMatch(/─ good .* ─ complement /);
  expect(out).toMatch(/^labels only +\d+\.\d % +- +-$/m);
  expect(out).toMatch(/^complement +\d+\.\d % +\d+\.\d % +\d+\.\d %$/m);
  expect(out).not.toContain('\u001B');
  expect(out.split('\n').slice(-4)).toEqual([`  report   ${join(run, 'report.html')}`, `  figure   ${join(run, 'rings.svg')}`, `  next     whisker replay ${run}`, '']);
  expect((await readdir(run)).sort()).toEqual(['report.html', 'rings.json.gz', 'rings.svg']);
  expect(await readFile(join(run, 'rings.svg'), 'utf8')).toMatch(/^<svg [^]*<\/svg>\n$/);
});

it('prints the same JSON for the same seed, and nothing else', async () => {
  const run = async () => {
    const { code, out, err } = await rings('7', { json: true, quiet: true }, { labels: 4, unlabelled: 50, test: 50, steps: 105 });
    expect({ code, err, end: out.indexOf('\n') }).toEqual({ code: 0, err: '', end: out.length - 1 });
    const { seconds, ...result } = z.looseObject({ seconds: z.number() }).parse(JSON.parse(out));
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
});

it('refuses --images, because it draws no pictures', async () => {
  const { code, err } = await here(['demo', '--data', 'rings', '--images', 'blocks'], { cwd: folder });
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('The demo of two circles draws points with characters and has no pictures, so --images does nothing there.') });
});

it('refuses label splits, which it does not have', async () => {
  const { code, err } = await here('demo --data rings --splits 3'.split(' '), { cwd: folder });
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('--data rings has no label splits, so it cannot be combined with --splits.') });
});
