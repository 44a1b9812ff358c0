import { access, constants } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { codeOf, formatDuration, formatRate, pipelineOptions, pluralize, resolveWords, type TrainOptions } from '../config/index.js';
import { writeAtomically } from '../disk/index.js';
import { bestOf, diagnose, doubling, search, type PictureCosts, type Measurement, type SearchRange } from '../pipeline/index.js';
import type { Engine } from '../engine/index.js';
import type { Typed } from './command.js';
import { errors } from './errors.js';
import { createStatusLine } from './status-line.js';
import { typable } from './format.js';
import { peopleOf, shapeOf, type CommandIo, type ExitCode } from './io.js';
import { openData } from './open-data.js';
import { TUNED_FILE, tuneTable } from './tables.js';
import { Bench, measureStep, OutOfTime } from './tune/bench.js';
import { betterThreads, engineThreadCandidates, measureThreads, secondsFor, threadsInWords, uvThreadCandidates, type ThreadsFound } from './tune/threads.js';
import { costsInWords, concurrencyChart, settingInWords, liveLines, tableHead, tableRow, wrap } from './tune/show.js';
import { formatTuned, isTuned } from './tune/file.js';

/** What has been found out by the time that it ends. */
interface Findings {
  need: number | null;
  /** Pictures a second of the loader alone, with every core and all concurrency. */
  alone: number;
  costs: PictureCosts | null;
  readonly measured: Measurement[];
  readonly threads: ThreadsFound;
}

/** Seconds that each of the first measurements is given however little time there is, so that there is an answer. */
const LEAST = 5;
/** Seconds in which another setting can be measured. */
const A_SETTING = 1;
/** The share of the time past which TensorFlow's threads are not worth what it takes to measure them. */
const MOST_FOR_THREADS = 0.4;

/** Measures the pipeline of a run on this machine, and writes down the workers, concurrency and buffers that feed its step best. */
export async function tuneCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const { out, seconds } = resolveWords(tuneTable, typed.own);
  const [data = ''] = typed.args;
  const { recipeOf, resolveOptions, takesUnlabelled } = await import('../training/index.js');
  const options = resolveOptions({ preset: typed.preset, file: typed.config, words: typed.words });
  if (!takesUnlabelled(recipeOf(options), options)) throw errors.nothingToTune(options.recipe);
  await refuseUnwritable(out);
  const dataset = await openData(data, io, typed);

  const people = peopleOf(io, typed.json);
  const foot = shapeOf(people).tty && !typed.quiet ? createStatusLine(people) : null;
  const say = (text: string): void => void (typed.quiet || people.write(`${text}\n`));
  say(`${pluralize(dataset.samples.length, 'picture')} in ${typable(data)}, ${options.model} at ${options.size} px in batches of ${options.batch}`);
  const engine = dataset.classes.length < 2 ? null : await engineFor(options, io, typed.quiet);
  const deadline = performance.now() + seconds * 1000;
  const rehearsal = engine && (await (await import('../training/index.js')).createStepProbe({ dataset, options, engine, signal: io.signal }));
  if (rehearsal === null) say('The pictures have no classes to train on: the loader is measured alone, without a step.');
  const left = (): number => Math.max(0, (deadline - performance.now()) / 1000);
  const share = (part: number): number => Math.max(left() * part, LEAST);
  const bench = new Bench({ dataset, options, rehearsal, signal: io.signal });
  const found: Findings = { need: null, alone: 0, costs: null, measured: [], threads: { uv: [], engine: [] } };
  const moving = (text: string): void => foot?.show(liveLines(found.measured, `${text}   ${formatDuration(left())} left`, shapeOf(people).columns));
  const row = (text: string): void => {
    foot?.clear();
    say(text);
  };
  const bufferBytes = options.batch * options.size ** 2 * 3;
  try {
    const range = rangeOf(typed, options, dataset.samples.length);
    moving('measuring a picture');
    found.costs = await bench.costs(share(1 / 4));
    const most = { workers: range.workers.at(-1) ?? 1, concurrency: range.concurrency.at(-1) ?? 1, prefetch: range.prefetch.at(-1) ?? 1 };
    found.alone = (await bench.alone({ ...most, workers: Math.min(most.workers, availableParallelism()), prefetch: Math.min(most.prefetch, 3) }, share(1 / 3))).rate;
    row(`a picture    ${costsInWords(found.costs)}`);
    row(`the loader   ${formatRate(found.alone)} images/s by itself`);
    if (rehearsal !== null) {
      moving('measuring the step');
      found.need = await measureStep(rehearsal, options, io.signal, share(1 / 2));
      row(`the step     ${formatRate(found.need)} images/s if they are always there`);
    }
    const engineThreads = engine?.kind === 'native' && engine.device === 'cpu' && typed.words['engine-threads'] === undefined ? engineThreadCandidates() : [];
    const forThreads = found.need === null ? 0 : secondsFor(engineThreads, options.batch / found.need);
    const tooSlow = forThreads > seconds * MOST_FOR_THREADS;
    const kept = tooSlow ? 0 : forThreads;
    row(`\n${tableHead}`);
    const settings = search(range);
    for (let next = settings.next(); next.done !== true && (left() - kept > A_SETTING || found.measured.length === 0);) {
      moving(`measuring ${settingInWords(next.value)}`);
      const measured = await bench.measure(next.value, found.measured.length === 0 ? share(1) : left() - kept);
      found.measured.push(measured);
      row(tableRow(measured, bufferBytes));
      next = settings.next(measured);
    }
    const probed = { dataset, options, setting: bestOf(found.measured).setting, signal: io.signal };
    const uvThreads = typed.words['uv-threads'] === undefined ? uvThreadCandidates(dataset, options, io.env) : [];
    await measureThreads('uv', uvThreads, probed, () => left() - kept, found.threads.uv, (threads) => moving(`measuring ${pluralize(threads, 'libuv thread')}`));
    if (found.threads.uv.length > 1) row(`\nlibuv's threads, the loader alone   ${threadsInWords(found.threads.uv)}`);
    if (tooSlow) row(`\nTensorFlow's threads were not tried: with this step that takes ${formatDuration(forThreads)}, and with it --seconds ${Math.ceil(forThreads / MOST_FOR_THREADS)}`);
    else await measureThreads('engine', engineThreads, probed, left, found.threads.engine, (threads) => moving(`measuring ${pluralize(threads, 'thread')} of TensorFlow's`));
    if (found.threads.engine.length > 1) row(`\nTensorFlow's threads, with the step   ${threadsInWords(found.threads.engine)}`);
  } catch (error) {
    // What was measured before its time was over is an answer.
    const isAnswered = error instanceof OutOfTime && found.measured.length > 0;
    if (!io.signal.aborted && !isAnswered) throw error;
  } finally {
    foot?.clear();
    await bench.close();
    rehearsal?.dispose();
  }
  return answer(found, { data, out, options, total: dataset.samples.length, typed, io });
}

interface Asked {
  readonly data: string;
  readonly out: string;
  readonly options: TrainOptions;
  readonly total: number;
  readonly typed: Typed;
  readonly io: CommandIo;
}

/** Writes the best of what was measured, and tells it. */
async function answer({ need, alone, costs, measured, threads }: Findings, { data, out, options, total, typed, io }: Asked): Promise<ExitCode> {
  const interrupted = io.signal.aborted;
  if (measured.length === 0 || costs === null) {
    peopleOf(io, typed.json).write('interrupted before anything was found; nothing was written\n');
    return 130;
  }
  const best = bestOf(measured);
  const finding = diagnose({ best, stepRate: need, loaderRate: Math.max(alone, best.rate), costs, cacheBytes: total * options.size ** 2 * 3 });
  const uv = betterThreads(Number(io.env['UV_THREADPOOL_SIZE']), threads.uv);
  const engineThreads = betterThreads(availableParallelism(), threads.engine);
  const setting = { ...best.setting, ...(engineThreads !== undefined && { 'engine-threads': engineThreads }), ...(uv !== undefined && { 'uv-threads': uv }) };
  await writeAtomically(out, formatTuned(data, options, { ...best, setting }, finding));
  const { slowest, sentence, help } = finding;
  if (typed.json) {
    const { rate: perSecond, waiting } = best;
    io.out.write(`${JSON.stringify({
      path: out, ...best.setting, imagesPerSecond: perSecond, waiting, stepNeeds: need, loaderAlone: alone, costs, slowest, sentence, help,
      uvThreads: uv ?? null, engineThreads: engineThreads ?? null, interrupted, measured: measured.map((one) => ({ ...one.setting, imagesPerSecond: one.rate, waiting: one.waiting, seconds: one.seconds })),
      threads: Object.fromEntries(Object.entries(threads).map(([whose, all]) => [whose, all.map((one) => ({ threads: one.threads, imagesPerSecond: one.rate }))])),
    })}\n`);
    return interrupted ? 130 : 0;
  }
  const { tty, columns } = shapeOf(io.out);
  const chart = tty ? concurrencyChart(measured, columns) : [];
  io.out.write([
    ...(chart.length === 0 ? [] : ['', ...chart]),
    ...(tty ? [''] : []),
    `${interrupted ? 'interrupted; the best so far: ' : ''}${settingInWords(best.setting)}`,
    ...(uv === undefined ? [] : [`${pluralize(uv, 'libuv thread')} (uv-threads)`]),
    ...(engineThreads === undefined ? [] : [`${pluralize(engineThreads, 'thread')} for TensorFlow (engine-threads)`]),
    ...(tty ? [sentence, help].flatMap((text) => wrap(text, columns - 1)) : [sentence, help]),
    `  tuned  ${typable(out)}`,
    `  next   ${trainWords(data, out, typed)}`,
    '',
  ].join('\n'));
  return interrupted ? 130 : 0;
}

/** What to type to train with what was found: the same options, for it holds for those. */
function trainWords(data: string, out: string, { preset, config, words }: Typed): string {
  const found = ['workers', 'concurrency', 'prefetch'];
  const same = Object.fromEntries(Object.entries(words).filter(([name]) => !found.includes(name)));
  const options = Object.entries(same).flatMap(([name, word]) => (word === true ? [`--${name}`] : word === false ? [`--no-${name}`] : [`--${name}`, typable(word)]));
  const named = [...(preset === undefined ? [] : ['--preset', typable(preset)]), ...(config === undefined ? [] : ['--config', typable(config)])];
  const command = ['whisker train', typable(data), ...named, ...options].join(' ');
  if (out === TUNED_FILE) return command;
  return config === undefined ? `${command} --config ${typable(out)}` : `${command}   (with ${typable(out)} in ${typable(config)})`;
}

/** What is searched: what was typed stays as it is. */
function rangeOf({ words }: Typed, { workers, concurrency, prefetch, batch }: TrainOptions, total: number): SearchRange {
  const cores = availableParallelism();
  const most = Math.min(pipelineOptions.concurrency.max, 3 * Math.min(batch, total));
  return {
    workers: words['workers'] === undefined ? doubling(1, Math.min(Math.max(2, cores + Math.ceil(cores / 2)), pipelineOptions.workers.max)) : [workers],
    concurrency: words['concurrency'] === undefined || concurrency === 'auto' ? doubling(1, most) : [concurrency],
    prefetch: words['prefetch'] === undefined ? [2, 3, 4, 6] : [prefetch],
    batch: Math.min(batch, total),
  };
}

async function engineFor(options: TrainOptions, io: CommandIo, quiet: boolean): Promise<Engine> {
  const [{ loadEngine }, { showSetup }] = await Promise.all([import('../engine/index.js'), import('./setup-progress.js')]);
  return loadEngine(options.engine, { precision: options.precision, threads: options['engine-threads'], report: quiet ? () => undefined : showSetup(io.err), signal: io.signal });
}

/** @throws WrongCommand where the answer could not be written, or would take something else's place */
async function refuseUnwritable(out: string): Promise<void> {
  if ((await isTuned(out)) === false) throw errors.notTuned(out);
  await access(dirname(out), constants.W_OK).catch((error: unknown) => {
    throw errors.tunedUnwritable(out, codeOf(error) === 'ENOENT' ? 'its folder does not exist' : 'you may not write there');
  });
}
