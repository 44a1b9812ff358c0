import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Typed } from '../../src/cli/command.js';
import { demo } from '../../src/cli/demo.js';
import { demoPlan, type DemoSizes } from '../../src/cli/demo-plan.js';
import { recipeTables } from '../../src/training/index.js';
import { temporaryFolder } from '../training/pictures.js';

const recipes = recipeTables();

describe('the plan of the demo', () => {
  const asked = { data: 'digits', out: 'demo', seed: 1, engine: 'auto' } as const;

  it('has folders named after the size, so that engines do not share them', () => {
    const [native, wasm] = [demoPlan(asked, 'native', recipes), demoPlan(asked, 'wasm', recipes)];
    expect(native).toMatchObject({ count: 10_000, pictures: join('demo', 'digits-10000'), runs: join('demo', 'digits-10000-runs') });
    expect(wasm).toMatchObject({ count: 2500, pictures: join('demo', 'digits-2500'), runs: join('demo', 'digits-2500-runs') });
    expect(demoPlan({ ...asked, data: 'pets', seed: 7 }, 'native', recipes)).toMatchObject({
      count: 3000, pictures: join('demo', 'pets-3000-seed-7'), runs: join('demo', 'pets-3000-seed-7-runs'),
    });
    // Every seed uses the same digits.
    expect(demoPlan({ ...asked, seed: 7 }, 'native', recipes)).toMatchObject({ pictures: native.pictures, options: { seed: 7 } });
  });

  it('has the options that its results were measured with, and fewer steps of smaller networks on WebAssembly', () => {
    expect(demoPlan(asked, 'native', recipes)).toMatchObject({
      options: { size: 32, batch: 32, model: 'convnet', width: 16, 'generator-width': 16, noise: 100, labels: 100, val: 500, test: 1000, cache: 'ram', engine: 'auto', 'engine-threads': 1 },
      perRecipe: {
        'sgan-fixmatch': { epochs: 4, ema: 0.99, schedule: 'cosine', 'labelled-batch': 32, 'learning-rate': 2e-3, 'adaptive-threshold': true, 'distribution-alignment': true },
        supervised: { epochs: 200, ema: 0, view: 'weak', schedule: 'constant', 'learning-rate': 1e-3 },
      },
    });
    for (const kind of ['native', 'wasm'] as const) for (const view of ['weak', 'strong']) expect(demoPlan(asked, kind, recipes).options.policies, 'a digit is not flipped').toContain(`${view}.flip=0`);
    expect(demoPlan({ ...asked, data: 'pets' }, 'native', recipes)).toMatchObject({ options: { batch: 64, policies: null }, perRecipe: { 'sgan-fixmatch': { epochs: 24 }, supervised: { view: 'none' } } });
    const wasm = demoPlan(asked, 'wasm', recipes);
    expect(wasm).toMatchObject({ options: { width: 8, val: 200, test: 500 }, perRecipe: { 'sgan-fixmatch': { epochs: 4 }, supervised: { epochs: 60 } } });
    expect(demoPlan({ ...asked, engine: 'wasm' }, 'wasm', recipes), 'the same run, whether it was asked for or not').toEqual(wasm);
  });
});

describe('the demo', () => {
  const tiny = {
    pictures: { digits: 60, pets: 60 },
    epochs: { digits: 1, pets: 1 },
    digits: {},
    words: { labels: '10', val: '10', test: '10', width: '4', 'generator-width': '4', batch: '15', noise: '6', 'supervised.epochs': '2', tensorboard: 'off' },
  };
  const sizes: DemoSizes = { native: tiny, wasm: tiny };
  let out: string;
  beforeAll(async () => {
    out = join(await temporaryFolder(), 'demo');
  });
  afterAll(() => rm(out, { recursive: true, force: true }));

  /** Runs the demo with its output in pipes. `hear` gets all output so far. */
  async function typed(more: Partial<Typed>, hear: (written: string, stop: AbortController) => void = () => undefined) {
    const stop = new AbortController();
    const written = { out: '', err: '' };
    const stream = (name: 'out' | 'err') => new PassThrough({ encoding: 'utf8' }).on('data', (text: string) => {
      written[name] += text;
      hear(written[name], stop);
    });
    const words: Typed = { args: [], words: {}, own: { out }, preset: undefined, config: undefined, json: false, quiet: false, ...more };
    const code = await demo(words, { out: stream('out'), err: stream('err'), signal: stop.signal, env: {} }, sizes);
    return { code, ...written };
  }

  it('ends with 130 when it is interrupted, then continues, and prints its table as text or JSON', async () => {
    const interrupted = await typed({}, (written, stop) => written.includes('supervised') && stop.abort(new Error('interrupted')));
    expect({ code: interrupted.code, out: interrupted.out }).toEqual({ code: 130, out: '' });
    expect(interrupted.err).toMatch(/^1\/3 {2}.*\n2\/3 {2}60 pictures in .*digits-60, written in .*\n3\/3 {2}training with 10 labels, without and with 30 unlabelled pictures; 10 validate, 10 test\n/m);
    expect(interrupted.err).toMatch(/interrupted; the same command continues\n$/);

    const words = await typed({});
    const [pictures, runs] = [join(out, 'digits-60'), join(out, 'digits-60-runs')];
    expect(words.code).toBe(0);
    expect(words.err).toContain(`60 pictures in ${pictures}, already there`);
    expect(words.out).toMatch(/^\nrecipe +splits +test accuracy .*\nsupervised +1 .*\nsgan-fixmatch +1 /);
    expect(words.out.split('\n').slice(-4)).toEqual([
      `  report   ${join(runs, 'report.html')}`,
      `  samples  ${join(runs, 'sgan-fixmatch-1', 'samples')}/${(await readdir(join(runs, 'sgan-fixmatch-1', 'samples'))).filter((name) => name.startsWith('epoch-')).sort().at(-1)}`,
      `  next     whisker predict ${join(runs, 'sgan-fixmatch-1')} ${pictures}`,
      '',
    ]);

    const again = await typed({ json: true, quiet: true });
    expect({ code: again.code, err: again.err }).toEqual({ code: 0, err: '' });
    expect(again.out.indexOf('\n')).toBe(again.out.length - 1);
    expect(JSON.parse(again.out)).toMatchObject({
      pictures, folder: runs, report: join(runs, 'report.html'), grid: expect.stringMatching(/\.png$/), rows: [{ recipe: 'supervised' }, { recipe: 'sgan-fixmatch' }],
    });
  });
});
