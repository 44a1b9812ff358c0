import { availableParallelism } from 'node:os';
import { formatDuration, formatRate, formatTimeLeft, pipelineOptions, pluralize, type TrainOptions } from '../../config/index.js';
import type { Dataset } from '../../dataset/index.js';
import type { Engine } from '../../engine/index.js';
import { bestOf, comparedIn, comparedInAll, doubling, isSame, lastCompared, medianOf, search, startAutotune, type Measurement, type PictureCosts, type SearchPart, type SearchRange, type Setting, type View } from '../../pipeline/index.js';
import type { StepProbe } from '../../training/index.js';
import type { Typed } from '../command.js';
import { LoaderBench } from './bench.js';
import { tuneTable } from '../tables.js';
import type { TuneDisplay } from './display.js';
import { loadBetween, readCpuTimes, type OtherLoad } from './machine-load.js';
import { OutOfTime, PROCESS_CLOCK, shortestOf } from './measurement.js';
import { costsInWords, rangeInWords, settingInWords, tableHead, tableRow } from './show.js';
import { measureStep } from './step.js';
import { engineThreadCandidates, measureThreads, secondsToMeasure, threadLines, uvThreadCandidates, type ThreadPool, type ThreadRates } from './threads.js';

/** A round of a setting, and the part of the search that compared it. */
export type Round = Measurement & { readonly part: SearchPart };

/** The measurements of a search. An interrupted one has some of them. */
export interface TuneResults {
  /** Pictures read that the step takes a second when they are always ready; null without a step. */
  stepRate: number | null;
  /** Pictures that the loader reads a second alone, with every core and the highest concurrency. */
  loaderRate: number;
  costs: PictureCosts | null;
  readonly measurements: Round[];
  readonly threads: Readonly<Record<ThreadPool, ThreadRates[]>>;
  /** What other processes did while the settings were measured; null where that cannot be told. */
  others: OtherLoad | null;
}

export interface TuneRequest {
  readonly dataset: Dataset;
  /** The pictures that the run would stream. */
  readonly streamed: Dataset['samples'];
  readonly views: readonly View[];
  readonly options: TrainOptions;
  readonly typed: Typed;
  readonly engine: Engine | null;
  /** Null: the loader is measured alone. */
  readonly stepProbe: StepProbe | null;
  /** Seconds that the whole search may take, and when they are over, by `performance.now()`. */
  readonly seconds: number;
  readonly deadline: number;
  readonly display: TuneDisplay;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
}

/** Seconds for each of the first measurements, even when less time is left. Without them there is no result. */
const MIN_SECONDS = 5;
/** Seconds in which another setting can be measured. */
const SETTING_SECONDS = 1;
/** Rounds of the loader alone and the step alone, in turns, and the share of the time after which no other one begins. */
const PART_ROUNDS = 3;
const PART_SHARE = 0.12;
/** Share of the time that measuring TensorFlow's threads may take. */
const MAX_THREAD_SHARE = 0.3;
/** Most numbers of workers that are tried. On a machine with more cores, they are spread evenly. */
const MAX_WORKER_NUMBERS = 16;

/**
 * Measures the parts of the flow, then settings of the pipeline, then numbers of threads, until the time is over.
 * @throws what a measurement throws before there is a result
 */
export async function measureAll(request: TuneRequest): Promise<TuneResults> {
  const { dataset: { root }, streamed, views, options, stepProbe, display, signal } = request;
  const results: TuneResults = { stepRate: null, loaderRate: 0, costs: null, measurements: [], threads: { uv: [], engine: [] }, others: null };
  const bench = new LoaderBench({ dataset: { root, samples: streamed }, options, views, stepProbe, signal, shortest: shortestOf(request.seconds) });
  const measureHere = async (): Promise<ThreadPlan> => {
    try {
      const range = rangeOf(request);
      await measureParts(request, results, bench, range);
      const threadPlan = planThreads(request, results);
      await searchSettings(request, results, bench, range, threadPlan.reserved);
      return threadPlan;
    } finally {
      await bench.close();
      stepProbe?.dispose();
    }
  };
  try {
    // Processes of their own measure the threads, and need the memory.
    await tryThreads(request, results, await measureHere());
  } catch (error) {
    const isEnough = error instanceof OutOfTime && results.measurements.length > 0;
    if (!signal.aborted && !isEnough) throw error;
  } finally {
    display.clear();
  }
  return results;
}

const secondsLeft = ({ deadline }: TuneRequest): number => Math.max(0, (deadline - performance.now()) / 1000);
const showStatus = (request: TuneRequest, { measurements }: TuneResults, text: string): void =>
  request.display.status(lastCompared(measurements), `${text}   ${formatTimeLeft(secondsLeft(request))} left`);

/** Measures a picture, the loader alone and the step alone. */
async function measureParts(request: TuneRequest, results: TuneResults, bench: LoaderBench, range: SearchRange): Promise<void> {
  const { options, stepProbe, display, signal, seconds } = request;
  const limit = (share: number): number => Math.max(secondsLeft(request) * share, MIN_SECONDS);
  showStatus(request, results, 'measuring a picture');
  results.costs = await bench.measureCosts(limit(1 / 4));
  display.print(`a picture    ${costsInWords(results.costs)}`);
  const most = { workers: Math.min(range.workers.at(-1) ?? 1, availableParallelism()), concurrency: range.concurrency.at(-1) ?? 1, prefetch: Math.min(range.prefetch.at(-1) ?? 1, 3) };
  const [loader, step]: [number[], number[]] = [[], []];
  for (let round = 0; round < PART_ROUNDS && (round === 0 || secondsLeft(request) > seconds * (1 - PART_SHARE)); round++) {
    showStatus(request, results, 'measuring the loader alone');
    loader.push((await bench.measureLoader(most, limit(1 / 3))).rate);
    if (stepProbe === null) continue;
    showStatus(request, results, 'measuring the step alone');
    step.push(await measureStep(stepProbe, options, signal, limit(1 / 2), PROCESS_CLOCK, shortestOf(seconds)));
  }
  results.loaderRate = medianOf(loader);
  display.print(`the loader   reads ${formatRate(results.loaderRate)} images/s alone${rangeInWords(loader)}`);
  if (stepProbe === null) return;
  results.stepRate = medianOf(step);
  display.print(`the step     takes ${formatRate(results.stepRate)} images/s alone${rangeInWords(step)}`);
}

/** The numbers of TensorFlow's threads to try, and the seconds reserved for them. */
interface ThreadPlan {
  readonly candidates: readonly number[];
  readonly seconds: number;
  readonly reserved: number;
}

function planThreads({ engine, typed, options, seconds: total }: TuneRequest, { stepRate }: TuneResults): ThreadPlan {
  const candidates = engine?.kind === 'native' && engine.device === 'cpu' && typed.words['engine-threads'] === undefined ? engineThreadCandidates() : [];
  const seconds = stepRate === null ? 0 : secondsToMeasure(candidates, options.batch / stepRate);
  return { candidates, seconds, reserved: seconds > total * MAX_THREAD_SHARE ? 0 : seconds };
}

/** Measures one setting after the other, as the search proposes them. Prints a table of each part when it is done. */
async function searchSettings(request: TuneRequest, results: TuneResults, bench: LoaderBench, range: SearchRange, reserved: number): Promise<void> {
  const { options, display } = request;
  const { measurements } = results;
  const left = (): number => secondsLeft(request) - reserved;
  const all = Math.max(left(), 1);
  const before = readCpuTimes();
  display.print(`\n${tableHead}`);
  const printPart = (): void => comparedIn(measurements[measurements.length - 1].part, measurements).forEach((row) => display.print(tableRow(row, options.batch * options.size ** 2 * 3)));
  const trials = search(range, () => 1 - left() / all);
  try {
    for (let next = trials.next(); next.done !== true && (left() > SETTING_SECONDS || measurements.length === 0);) {
      const { part, setting } = next.value;
      // A fixed value is measured in the part before.
      const known = isFixed(range, part) ? measurements.findLast((one) => isSame(one.setting, setting)) : undefined;
      if (known === undefined) {
        if (measurements.length > 0 && measurements.at(-1)?.part !== part) printPart();
        showStatus(request, results, `measuring ${settingInWords(setting)}`);
        measurements.push({ part, ...(await bench.measureSetting(setting, measurements.length === 0 ? Math.max(secondsLeft(request), MIN_SECONDS) : left())) });
      }
      next = trials.next(known ?? measurements[measurements.length - 1]);
    }
  } finally {
    if (measurements.length > 0) printPart();
    // With --isolate, the decoding is a process of its own, which cannot be told from others.
    results.others = options.isolate ? null : loadBetween(before, readCpuTimes());
  }
}

const isFixed = (range: SearchRange, part: SearchPart): boolean => part !== 'default' && range[part].length === 1;

/** Measures libuv's and TensorFlow's threads with the best setting. */
async function tryThreads(request: TuneRequest, results: TuneResults, { candidates, seconds, reserved }: ThreadPlan): Promise<void> {
  const { dataset, options, typed, display, signal, env } = request;
  const { threads } = results;
  const process = { dataset, options, setting: bestOf(lastCompared(results.measurements), comparedInAll(results.measurements)).setting, signal };
  const uvCandidates = typed.words['uv-threads'] === undefined ? uvThreadCandidates(dataset, options, env) : [];
  await measureThreads('uv', uvCandidates, process, () => secondsLeft(request) - reserved, threads.uv, (count) => showStatus(request, results, `measuring ${pluralize(count, 'libuv thread')}`));
  if (threads.uv.length > 1) display.print(`\nlibuv's threads, the loader alone\n${threadLines(threads.uv).join('\n')}`);
  if (reserved < seconds) {
    const needed = Math.ceil(seconds / MAX_THREAD_SHARE);
    display.print(`\nTensorFlow's threads were not measured (${formatDuration(seconds)})${needed <= tuneTable.seconds.max ? `; use --seconds ${needed}` : ''}`);
    return;
  }
  await measureThreads('engine', candidates, process, () => secondsLeft(request), threads.engine, (count) => showStatus(request, results, `measuring ${pluralize(count, 'TensorFlow thread')}`));
  if (threads.engine.length > 1) display.print(`\nTensorFlow's threads, with the step\n${threadLines(threads.engine).join('\n')}`);
}

/** Returns the settings to search. An option that was typed has one value. */
function rangeOf({ typed: { words }, options: { workers, concurrency, prefetch, batch: asked }, streamed }: TuneRequest): SearchRange {
  const batch = Math.min(asked, streamed.length);
  return {
    workers: words['workers'] === undefined ? workerNumbers() : [workers],
    concurrency: words['concurrency'] === undefined || concurrency === 'auto' ? doubling(1, Math.min(pipelineOptions.concurrency.max, 3 * batch)) : [concurrency],
    prefetch: words['prefetch'] === undefined ? [2, 3, 4, 6] : [prefetch],
    batch,
    byDefault: defaultSetting({ workers, concurrency, prefetch, batch }),
  };
}

/** Returns how a run begins that is not tuned: with `--concurrency auto`, it then changes the concurrency itself. */
export function defaultSetting({ workers, concurrency, prefetch, batch }: Pick<TrainOptions, 'workers' | 'concurrency' | 'prefetch' | 'batch'>): Setting {
  const first = concurrency === 'auto' ? startAutotune({ workers, prefetch, batch, max: pipelineOptions.concurrency.max }).concurrency : concurrency;
  return { workers, concurrency: Math.min(first, prefetch * batch), prefetch };
}

/** Returns every number of workers from one to the cores, or as many of them as can be tried. */
export function workerNumbers(cores = Math.min(availableParallelism(), pipelineOptions.workers.max)): number[] {
  const count = Math.min(cores, MAX_WORKER_NUMBERS);
  return Array.from({ length: count }, (_, index) => (count === 1 ? 1 : Math.round(1 + (index * (cores - 1)) / (count - 1))));
}
