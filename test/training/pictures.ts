import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastValueFrom, tap, toArray } from 'rxjs';
import sharp from 'sharp';
import { afterAll } from 'vitest';
import { scanDataset, split, type Dataset, type Split } from '../../src/dataset/index.js';
import type { EventOf, RunEvent } from '../../src/events/index.js';
import type { Engine } from '../../src/engine/index.js';
import { createDecodePool, type DecodePool } from '../../src/pipeline/index.js';
import { prepareRun, resolveOptions, type PreparedRun, type Recipe, type RunRequest, type TrainOptions } from '../../src/training/index.js';
import { engineForTests } from './engine.js';

/** Makes a folder that is removed after the tests of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'whisker-training-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes noise with a bright block whose place gives the class: a small network can learn it. */
export async function writePicture(path: string, classIndex: number, number: number): Promise<void> {
  const [width, height] = [36, 40];
  let state = classIndex * 7919 + number * 104_729 + 1;
  const noise = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const y = Math.floor(at / (width * 3));
    return noise() * 120 + (y < 20 === (classIndex === 0) ? 130 : 0);
  });
  await writeFile(path, await sharp(pixels, { raw: { width, height, channels: 3 } }).png().toBuffer());
}

/** Writes two classes of pictures, `a` and `b`. */
export async function writePictures(folder: string, each: number): Promise<void> {
  for (const [index, name] of ['a', 'b'].entries()) {
    await mkdir(join(folder, name), { recursive: true });
    for (let number = 0; number < each; number += 1) await writePicture(join(folder, name, `${String(number).padStart(3, '0')}.png`), index, number);
  }
}

/** Returns the options of a run that takes seconds. @param words as typed on the command line */
export function tinyOptions(words: Readonly<Record<string, string | boolean>> = {}, recipe?: Recipe): TrainOptions {
  return resolveOptions({
    preset: 'article',
    ...(recipe && { recipe }),
    words: {
      size: '32', model: 'convnet', cache: 'ram', engine: 'cpu', epochs: '2', batch: '8', labels: '6', val: '10', test: '12', width: '4', 'generator-width': '4', noise: '6',
      workers: '1', concurrency: '4', prefetch: '2', seed: '3', 'checkpoint-minutes': '60', ...words,
    },
  });
}

export interface TinyData {
  readonly folder: string;
  readonly dataset: Dataset;
  readonly split: Split;
}

/** 60 pictures: 6 labelled, 10 for validation, 12 for the test, 32 unlabelled (four batches of eight). */
export async function tinyData(options: TrainOptions = tinyOptions(), each = 30): Promise<TinyData> {
  const folder = join(await temporaryFolder(), 'pictures');
  await writePictures(folder, each);
  const dataset = await scanDataset(folder);
  return { folder, dataset, split: split(dataset, options) };
}

/** The engine, pictures and folder for tests of runs. */
export interface Workshop {
  readonly engine: Engine;
  /** One thread, for all runs of the file: to start it takes half the time of a tiny run. */
  readonly pool: DecodePool;
  readonly data: TinyData;
  /** The folder of the runs. */
  readonly runs: string;
  /** Prepares a tiny run in `runs/out`. `words` are options as typed on the command line. */
  readonly prepare: (out: string, words?: Readonly<Record<string, string | boolean>>, more?: Partial<RunRequest>) => Promise<PreparedRun>;
}

export async function openWorkshop(): Promise<Workshop> {
  const pool = createDecodePool({ workers: 1 });
  afterAll(() => pool.close());
  const [engine, data, runs] = await Promise.all([engineForTests(), tinyData(), temporaryFolder()]);
  return {
    engine, pool, data, runs,
    prepare: (out, words, more) => {
      const options = tinyOptions(words, more?.recipe);
      return prepareRun({ dataset: data.dataset, split: data.split, options, out: join(runs, out), engine, ...(options.workers === 1 && !options.isolate && { pool }), ...more });
    },
  };
}

/** Runs to the end and returns the events. Rejects where the run does. */
export function finish(run: PreparedRun, onEvent: (event: RunEvent) => void = () => undefined): Promise<RunEvent[]> {
  return lastValueFrom(run.events.pipe(tap(onEvent), toArray()));
}

/** Runs until `step` is done, then interrupts the run. */
export async function finishAt(step: number, prepare: (signal: AbortSignal) => Promise<PreparedRun>): Promise<RunEvent[]> {
  const stop = new AbortController();
  return finish(await prepare(stop.signal), (event) => {
    if (event.type === 'step' && event.step === step) stop.abort();
  });
}

/** Returns the bytes of every file of a checkpoint by name, without the seconds that the run took. */
export const checkpointBytes = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => {
    const bytes = readFileSync(join(folder, name));
    return [name, name === 'state.json' ? bytes.toString().replaceAll(/"seconds": .*/g, '') : bytes.toString('base64')];
  }));

export const ofType = <Type extends RunEvent['type']>(events: readonly RunEvent[], type: Type): EventOf<Type>[] =>
  events.filter((event): event is EventOf<Type> => event.type === type);
