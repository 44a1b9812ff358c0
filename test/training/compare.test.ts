import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lastValueFrom, tap, toArray } from 'rxjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { WrongCommand, type TrainOptions } from '../../src/config/index.js';
import { scanDataset, readSplit } from '../../src/dataset/index.js';
import { prepareComparison, type CompareEvent, type CompareRequest, type Comparison } from '../../src/training/index.js';
import { openWorkshop, tinyData, tinyOptions } from './pictures.js';

const { engine, pool, data, runs: folder } = await openWorkshop();

const NAMES = ['supervised-3', 'sgan-3', 'supervised-4', 'sgan-4'];
const request = (out: string, more: Partial<CompareRequest> = {}): CompareRequest => ({
  dataset: data.dataset, recipes: ['supervised', 'sgan'], splits: 2, options: tinyOptions({ epochs: '1', batch: '16' }), perRecipe: { supervised: tinyOptions({ recipe: 'supervised', epochs: '3' }).recipeOptions, sgan: tinyOptions({ epochs: '1' }).recipeOptions },
  out: join(folder, out), engine, pool, ...more,
});
const run = async (asked: CompareRequest, onEvent: (event: CompareEvent) => void = () => undefined): Promise<CompareEvent[]> =>
  lastValueFrom((await prepareComparison(asked)).events.pipe(tap(onEvent), toArray()));
const started = (events: readonly CompareEvent[]) => events.flatMap((event) => ('event' in event && event.event.type === 'run-start' ? [event.run] : []));
const tableOf = (events: readonly CompareEvent[]): Comparison => {
  const last = events.at(-1);
  if (last === undefined || !('table' in last)) throw new Error('the last event is no table');
  return last.table;
};

describe('compare', () => {
  let table: Comparison;
  beforeAll(async () => {
    const prepared = await prepareComparison(request('whole'));
    expect(prepared.runs).toEqual(NAMES);
    const events = await lastValueFrom(prepared.events.pipe(toArray()));
    expect(started(events)).toEqual(NAMES);
    table = tableOf(events);
  });

  it('runs every recipe on every label split, each in its own folder', () => {
    expect(readdirSync(join(folder, 'whole')).sort()).toEqual(['compare.json', ...NAMES].sort());
    expect(table.rows.map(({ recipe, splits }) => [recipe, splits.map(({ seed, run }) => [seed, run])])).toEqual([
      ['supervised', [[3, 'supervised-3'], [4, 'supervised-4']]],
      ['sgan', [[3, 'sgan-3'], [4, 'sgan-4']]],
    ]);
    expect(JSON.parse(readFileSync(join(folder, 'whole/compare.json'), 'utf8'))).toEqual({ version: 1, seed: 3, ...table });
  });

  it('gives each split its own labels, and the same validation and test samples', async () => {
    const [first, second, sgan] = await Promise.all(['supervised-3', 'supervised-4', 'sgan-4'].map((name) => readSplit(join(folder, 'whole', name, 'split.json'), data.dataset)));
    expect(first).toMatchObject({ labelled: data.split.labelled, val: data.split.val, test: data.split.test, unlabelled: data.split.unlabelled });
    expect(second.val).toEqual(first.val);
    expect(second.test).toEqual(first.test);
    expect(second.labelled).toHaveLength(6);
    expect(second.labelled).not.toEqual(first.labelled);
    expect(second.unlabelled).toHaveLength(32);
    expect(sgan).toEqual(second);
  });

  it("gives each recipe its own options", () => {
    expect(readFileSync(join(folder, 'whole/supervised-3/run.yaml'), 'utf8')).toMatch(/^epochs: 3 /m);
    expect(readFileSync(join(folder, 'whole/sgan-3/run.yaml'), 'utf8')).toMatch(/^epochs: 1 /m);
  });

  it.each<[string, Partial<TrainOptions>]>([
    ['done, it runs nothing again and gives the same table', {}],
    ['as well where options differ that change no figure', {
      workers: 2, concurrency: 'auto', prefetch: 5, cache: 'disk', 'cache-dir': '/nowhere', 'decode-timeout': 7, isolate: true, 'checkpoint-minutes': 1, tensorboard: 'off',
    }],
  ])('%s', async (_, others) => {
    const events = await run(request('whole', { options: { ...tinyOptions({ epochs: '1', batch: '16' }), ...others } }));
    expect(started(events)).toEqual([]);
    expect(tableOf(events)).toEqual(table);
  });

  it('continues the interrupted run and the missing ones, with the same results', async () => {
    const stop = new AbortController();
    const first = await run(request('stopped', { signal: stop.signal }), (event) => {
      if ('event' in event && event.run === 'sgan-3' && event.event.type === 'step' && event.event.step === 1) stop.abort();
    });
    expect(started(first)).toEqual(['supervised-3', 'sgan-3']);
    expect(tableOf(first).rows.map(({ recipe }) => recipe)).toEqual(['supervised']);
    const second = await run(request('stopped'));
    expect(started(second)).toEqual(['sgan-3', 'supervised-4', 'sgan-4']);
    const figures = ({ rows }: Comparison) => rows.map(({ recipe, test, val, bestEpoch }) => ({ recipe, test, val, bestEpoch }));
    expect(figures(tableOf(second))).toEqual(figures(table));
  });

  it('keeps what `auto` became in the first run, also where it would become something else now', async () => {
    const auto = request('auto', { recipes: ['supervised'], options: { ...tinyOptions({ epochs: '1', batch: '16' }), precision: 'auto', normalize: 'auto' } });
    const [first] = (await run({ ...auto, splits: 1 })).flatMap((event) => ('event' in event && event.event.type === 'log' ? [event.event.message] : []));
    expect(first).toMatch(/^precision float32: /);
    const again = await run(auto);
    expect(started(again)).toEqual(['supervised-4']);
    expect(await run(auto)).toHaveLength(1);
    // As a machine would have done that chooses another normalisation.
    const recordOf = (name: string) => join(folder, 'auto', name, 'run.yaml');
    writeFileSync(recordOf('supervised-3'), readFileSync(recordOf('supervised-3'), 'utf8').replace(/^normalize: none/m, 'normalize: imagenet'));
    rmSync(join(folder, 'auto/supervised-4'), { recursive: true });
    expect(started(await run(auto))).toEqual(['supervised-4']);
    expect(readFileSync(recordOf('supervised-4'), 'utf8')).toMatch(/^normalize: imagenet /m);
  });

  it('refuses a folder with another comparison, and says what differs', async () => {
    const other = prepareComparison(request('whole', { options: tinyOptions({ epochs: '1', batch: '16', noise: '7' }) }));
    await expect(other).rejects.toThrow(WrongCommand);
    await expect(other).rejects.toThrow(/holds another comparison: its run supervised-3 has noise 6, but 7 is asked for/);
  });

  it('goes on without a picture that is new, and says so; where pictures are gone that its runs need, it says which', async () => {
    const own = await tinyData();
    const asked = async (splits: number) => request('grown', { dataset: await scanDataset(own.folder), recipes: ['supervised'], splits });
    await run(await asked(1));
    const [{ path }] = own.dataset.samples;
    await copyFile(join(own.folder, path), join(own.folder, `${dirname(path)}/new.png`));
    const prepared = await prepareComparison(await asked(2));
    expect(prepared.notes).toEqual([`1 picture is new since the run began (${dirname(path)}/new.png). The run does not use it.`]);
    const events = await lastValueFrom(prepared.events.pipe(toArray()));
    expect(started(events)).toEqual(['supervised-4']);
    const [first, second] = ['supervised-3', 'supervised-4'].map((name) => readFileSync(join(folder, 'grown', name, 'split.json'), 'utf8'));
    expect(first + second).not.toContain('new.png');
    // Its labels are those that the original pictures give.
    const { labelled } = await readSplit(join(folder, 'grown/supervised-4/split.json'));
    expect(labelled).toEqual((await readSplit(join(folder, 'whole/supervised-4/split.json'), data.dataset)).labelled);

    const [gone] = own.split.test;
    await rm(join(own.folder, gone.path));
    const refused = prepareComparison(await asked(3));
    await expect(refused).rejects.toThrow(WrongCommand);
    await expect(refused).rejects.toThrow(`is of other pictures: of those that its run supervised-3 began with, 1 test are gone (${gone.path}). Bring them back, name the folder where they are now, or choose another folder with --out.`);
  });

  it('refuses impossible options before anything is made', async () => {
    await expect(prepareComparison(request('none', { options: tinyOptions({ size: '48' }) }))).rejects.toThrow('--size is 48');
    await expect(prepareComparison(request('none', { options: tinyOptions({ labels: '1' }) }))).rejects.toThrow('cannot cover 2 classes');
    expect(readdirSync(folder)).not.toContain('none');
  });
});
