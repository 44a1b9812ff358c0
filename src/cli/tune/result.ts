import { availableParallelism } from 'node:os';
import { pluralize, typable, type TrainOptions } from '../../config/index.js';
import { writeAtomically } from '../../disk/index.js';
import { bestOf, diagnose } from '../../pipeline/index.js';
import type { Typed } from '../command.js';
import { messageStream, sizeOf, writeLine, type CommandIo, type ExitCode } from '../io.js';
import { TUNED_FILE } from '../tables.js';
import { formatTuned } from './file.js';
import type { TuneResults } from './measure.js';
import { concurrencyChart, settingInWords, wrap } from './show.js';
import { betterThreads } from './threads.js';

export interface ResultRequest {
  readonly data: string;
  readonly out: string;
  readonly options: TrainOptions;
  /** Number of pictures in the data set. */
  readonly pictures: number;
  readonly typed: Typed;
  readonly io: CommandIo;
}

/** Writes the best setting to the file, and prints it. */
export async function finishTune({ stepRate, loaderRate, costs, measurements, threads }: TuneResults, { data, out, options, pictures, typed, io }: ResultRequest): Promise<ExitCode> {
  const interrupted = io.signal.aborted;
  if (measurements.length === 0 || costs === null) {
    writeLine(messageStream(io, typed.json), 'interrupted before the first result; nothing was written');
    return 130;
  }
  const best = bestOf(measurements);
  const diagnosis = diagnose({ best, stepRate, loaderRate: Math.max(loaderRate, best.rate), costs, cacheBytes: pictures * options.size ** 2 * 3 });
  const uvThreads = betterThreads(Number(io.env['UV_THREADPOOL_SIZE']), threads.uv);
  const engineThreads = betterThreads(availableParallelism(), threads.engine);
  const setting = { ...best.setting, ...(engineThreads !== undefined && { 'engine-threads': engineThreads }), ...(uvThreads !== undefined && { 'uv-threads': uvThreads }) };
  await writeAtomically(out, formatTuned(data, options, { ...best, setting }, diagnosis));
  if (typed.json) {
    io.out.write(`${JSON.stringify({
      path: out, ...best.setting, readPerSecond: best.rate, waiting: best.waiting, stepRate, loaderRate, costs, ...diagnosis,
      uvThreads: uvThreads ?? null, engineThreads: engineThreads ?? null, interrupted,
      measured: measurements.map((one) => ({ ...one.setting, readPerSecond: one.rate, waiting: one.waiting, seconds: one.seconds })),
      threads: Object.fromEntries(Object.entries(threads).map(([pool, all]) => [pool, all.map((one) => ({ threads: one.threads, readPerSecond: one.rate }))])),
    })}\n`);
    return interrupted ? 130 : 0;
  }
  const { isTTY = false } = io.out;
  const { columns } = sizeOf(io.out);
  const chart = isTTY ? concurrencyChart(measurements, columns) : [];
  const sentences = [diagnosis.sentence, diagnosis.help];
  io.out.write([
    ...(chart.length === 0 ? [] : ['', ...chart]),
    ...(isTTY ? [''] : []),
    `${interrupted ? 'interrupted; the best so far: ' : ''}${settingInWords(best.setting)}`,
    ...(uvThreads === undefined ? [] : [`${pluralize(uvThreads, 'libuv thread')} (uv-threads)`]),
    ...(engineThreads === undefined ? [] : [`${pluralize(engineThreads, 'thread')} for TensorFlow (engine-threads)`]),
    ...(isTTY ? sentences.flatMap((text) => wrap(text, columns - 1)) : sentences),
    `  tuned  ${typable(out)}`,
    `  next   ${trainCommand(data, out, typed)}`,
    '',
  ].join('\n'));
  return interrupted ? 130 : 0;
}

/** Returns the command that trains with the result: the same options, without the tuned ones. */
function trainCommand(data: string, out: string, { preset, config, words }: Typed): string {
  const tuned = ['workers', 'concurrency', 'prefetch'];
  const others = Object.fromEntries(Object.entries(words).filter(([name]) => !tuned.includes(name)));
  const options = Object.entries(others).flatMap(([name, word]) => (word === true ? [`--${name}`] : word === false ? [`--no-${name}`] : [`--${name}`, typable(word)]));
  const sources = [...(preset === undefined ? [] : ['--preset', typable(preset)]), ...(config === undefined ? [] : ['--config', typable(config)])];
  const command = ['whisker train', typable(data), ...sources, ...options].join(' ');
  if (out === TUNED_FILE) return command;
  return config === undefined ? `${command} --config ${typable(out)}` : `${command}   (with ${typable(out)} in ${typable(config)})`;
}
