import { availableParallelism } from 'node:os';
import { formatDuration, formatRate, formatTimeLeft, pipelineOptions, pluralize, type TrainOptions } from '../../config/index.js';
import type { Dataset } from '../../dataset/index.js';
import type { Engine } from '../../engine/index.js';
import { bestOf, doubling, search, type Measurement, type PictureCosts, type SearchRange } from '../../pipeline/index.js';
import type { StepProbe } from '../../training/index.js';
import type { Typed } from '../command.js';
import { LoaderBench } from './bench.js';
import type { TuneDisplay } from './display.js';
import { OutOfTime, PROCESS_CLOCK, shortestOf } from './measurement.js';
import { costsInWords, settingInWords, tableHead, tableRow } from './show.js';
import { measureStep } from './step.js';
import { engineThreadCandidates, measureThreads, secondsToMeasure, threadsInWords, uvThreadCandidates, type ThreadRates } from './threads.js';

/** The measurements of a search. An interrupted one has some of them. */
export interface TuneResults {
  /** Pictures read that the step takes a second when they are always ready; null without a step. */
  stepRate: number | null;
  /** Pictures that the loader reads a second alone, with every core and the highest concurrency. */
  loaderRate: number;
  costs: PictureCosts | null;
  readonly measurements: Measurement[];
  readonly threads: ThreadRates;
}

export interface TuneRequest {
  readonly dataset: Dataset;
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
/** Share of the time that measuring TensorFlow's threads may take. */
const MAX_THREAD_SHARE = 0.4;

/**
 * Measures the parts of the flow, then settings of the pipeline, then numbers of threads, until the time is over.
 * @throws what a measurement throws before there is a result
 */
export async function measureAll(request: TuneRequest): Promise<TuneResults> {
  const { dataset, options, stepProbe, display, signal } = request;
  const results: TuneResults = { stepRate: null, loaderRate: 0, costs: null, measurements: [], threads: { uv: [], engine: [] } };
  const bench = new LoaderBench({ dataset, options, stepProbe, signal, shortest: shortestOf(request.seconds) });
  try {
    const range = rangeOf(request);
    await measureParts(request, results, bench, range);
    const threadPlan = planThreads(request, results);
    await searchSettings(request, results, bench, range, threadPlan.reserved);
    await tryThreads(request, results, threadPlan);
  } catch (error) {
    const isEnough = error instanceof OutOfTime && results.measurements.length > 0;
    if (!signal.aborted && !isEnough) throw error;
  } finally {
    display.clear();
    await bench.close();
    stepProbe?.dispose();
  }
  return results;
}

const secondsLeft = ({ deadline }: TuneRequest): number => Math.max(0, (deadline - performance.now()) / 1000);
const showStatus = (request: TuneRequest, { measurements }: TuneResults, text: string): void => request.display.status(measurements, `${text}   ${formatTimeLeft(secondsLeft(request))} left`);

/** Measures a picture, the loader alone and the step alone. */
async function measureParts(request: TuneRequest, results: TuneResults, bench: LoaderBench, range: SearchRange): Promise<void> {
  const { options, stepProbe, display, signal } = request;
  const limit = (share: number): number => Math.max(secondsLeft(request) * share, MIN_SECONDS);
  showStatus(request, results, 'measuring a picture');
  results.costs = await bench.measureCosts(limit(1 / 4));
  const most = { workers: Math.min(range.workers.at(-1) ?? 1, availableParallelism()), concurrency: range.concurrency.at(-1) ?? 1, prefetch: Math.min(range.prefetch.at(-1) ?? 1, 3) };
  results.loaderRate = (await bench.measureLoader(most, limit(1 / 3))).rate;
  display.print(`a picture    ${costsInWords(results.costs)}`);
  display.print(`the loader   reads ${formatRate(results.loaderRate)} images/s alone`);
  if (stepProbe === null) return;
  showStatus(request, results, 'measuring the step');
  results.stepRate = await measureStep(stepProbe, options, signal, limit(1 / 2), PROCESS_CLOCK, shortestOf(request.seconds));
  display.print(`the step     takes ${formatRate(results.stepRate)} images/s when they are always ready`);
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

/** Measures one setting after the other, as the search proposes them. */
async function searchSettings(request: TuneRequest, results: TuneResults, bench: LoaderBench, range: SearchRange, reserved: number): Promise<void> {
  const { options, display } = request;
  const { measurements } = results;
  const left = (): number => secondsLeft(request) - reserved;
  display.print(`\n${tableHead}`);
  const settings = search(range);
  for (let next = settings.next(); next.done !== true && (left() > SETTING_SECONDS || measurements.length === 0);) {
    showStatus(request, results, `measuring ${settingInWords(next.value)}`);
    const measurement = await bench.measureSetting(next.value, measurements.length === 0 ? Math.max(secondsLeft(request), MIN_SECONDS) : left());
    measurements.push(measurement);
    display.print(tableRow(measurement, options.batch * options.size ** 2 * 3));
    next = settings.next(measurement);
  }
}

/** Measures libuv's and TensorFlow's threads with the best setting. */
async function tryThreads(request: TuneRequest, results: TuneResults, { candidates, seconds, reserved }: ThreadPlan): Promise<void> {
  const { dataset, options, typed, display, signal, env } = request;
  const { threads } = results;
  const process = { dataset, options, setting: bestOf(results.measurements).setting, signal };
  const uvCandidates = typed.words['uv-threads'] === undefined ? uvThreadCandidates(dataset, options, env) : [];
  await measureThreads('uv', uvCandidates, process, () => secondsLeft(request) - reserved, threads.uv, (count) => showStatus(request, results, `measuring ${pluralize(count, 'libuv thread')}`));
  if (threads.uv.length > 1) display.print(`\nlibuv's threads, the loader alone   ${threadsInWords(threads.uv)}`);
  if (reserved < seconds) {
    display.print(`\nTensorFlow's threads were not measured: with this step that takes ${formatDuration(seconds)}; use --seconds ${Math.ceil(seconds / MAX_THREAD_SHARE)}`);
    return;
  }
  await measureThreads('engine', candidates, process, () => secondsLeft(request), threads.engine, (count) => showStatus(request, results, `measuring ${pluralize(count, 'TensorFlow thread')}`));
  if (threads.engine.length > 1) display.print(`\nTensorFlow's threads, with the step   ${threadsInWords(threads.engine)}`);
}

/** Returns the settings to search. An option that was typed has one value. */
function rangeOf({ typed: { words }, options: { workers, concurrency, prefetch, batch: asked }, dataset }: TuneRequest): SearchRange {
  const cores = availableParallelism();
  const batch = Math.min(asked, dataset.samples.length);
  return {
    workers: words['workers'] === undefined ? doubling(1, Math.min(Math.max(2, cores + Math.ceil(cores / 2)), pipelineOptions.workers.max)) : [workers],
    concurrency: words['concurrency'] === undefined || concurrency === 'auto' ? doubling(1, Math.min(pipelineOptions.concurrency.max, 3 * batch)) : [concurrency],
    prefetch: words['prefetch'] === undefined ? [2, 3, 4, 6] : [prefetch],
    batch,
  };
}
