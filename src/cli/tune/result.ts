import { availableParallelism } from 'node:os';
import { pluralize, typable, type TrainOptions } from '../../config/index.js';
import { writeAtomically } from '../../disk/index.js';
import { bestOf, comparedIn, comparedInAll, diagnose, isSame, lastCompared, medianOf, rateNoise, type MeasuredSetting } from '../../pipeline/index.js';
import type { Typed } from '../command.js';
import { wrapped } from '../fit.js';
import { messageStream, sizeOf, writeLine, type CommandIo, type ExitCode } from '../io.js';
import { TUNED_FILE } from '../tables.js';
import { formatTuned } from './file.js';
import { describeBusy } from './machine-load.js';
import { defaultSetting, type TuneResults } from './measure.js';
import { describeChoice, describeSame, sameValues, valueParts } from './sentences.js';
import { rateChart, settingInWords } from './show.js';
import { betterThreads, describeThreads } from './threads.js';

export interface ResultRequest {
  readonly data: string;
  readonly out: string;
  readonly options: TrainOptions;
  /** Number of pictures in the data set. */
  readonly pictures: number;
  readonly typed: Typed;
  /** The file of --split. */
  readonly split: string | null;
  readonly ascii: boolean;
  readonly io: CommandIo;
}

/** Writes the best setting to the file, and prints it. */
export async function finishTune({ stepRate, loaderRate, costs, measurements, threads, others }: TuneResults, request: ResultRequest): Promise<ExitCode> {
  const { data, out, options, pictures, typed, ascii, io } = request;
  const interrupted = io.signal.aborted;
  if (measurements.length === 0 || costs === null) {
    writeLine(messageStream(io, typed.json), 'interrupted before the first result; nothing was written');
    return 130;
  }
  const compared = lastCompared(measurements);
  const all = comparedInAll(measurements);
  const best = bestOf(compared, all);
  const noise = rateNoise(all);
  const byDefault = all.findLast(({ setting }) => isSame(setting, defaultSetting({ ...options, batch: Math.min(options.batch, pictures) }))) ?? null;
  const diagnosis = diagnose({ best, stepRate, loaderRate: Math.max(loaderRate, ...all.map(({ rate }) => rate)), costs, cacheBytes: pictures * options.size ** 2 * 3 });
  const uvByDefault = Number(io.env['UV_THREADPOOL_SIZE']);
  const uvThreads = betterThreads(uvByDefault, threads.uv, noise);
  const engineThreads = betterThreads(availableParallelism(), threads.engine, noise);
  const sameThreads = [...describeThreads('libuv', uvByDefault, threads.uv, noise), ...describeThreads('TensorFlow', availableParallelism(), threads.engine, noise)];
  const setting = { ...best.setting, ...(engineThreads !== undefined && { 'engine-threads': engineThreads }), ...(uvThreads !== undefined && { 'uv-threads': uvThreads }) };
  await writeAtomically(out, formatTuned(data, options, { ...best, setting }, diagnosis));
  const choice = describeChoice(best, byDefault, all);
  const busy = describeBusy(others, noise);
  if (typed.json) {
    io.out.write(`${JSON.stringify({
      path: out, ...best.setting, ...asJson(best), default: byDefault && { ...byDefault.setting, ...asJson(byDefault) }, choice, noise, busy,
      same: Object.fromEntries(valueParts.map((part) => [part, sameValues(part, best.setting[part], measurements)])),
      stepRate, loaderRate, costs, ...diagnosis, uvThreads: uvThreads ?? null, engineThreads: engineThreads ?? null, interrupted,
      measured: measurements.map((one) => ({ part: one.part, ...one.setting, readPerSecond: one.rate, waiting: one.waiting, seconds: one.seconds })),
      threads: Object.fromEntries(Object.entries(threads).map(([pool, all]) => [pool, all.map(({ threads: count, rates }) => ({ threads: count, readPerSecond: medianOf(rates), ...spreadOf(rates) }))])),
    })}\n`);
    return interrupted ? 130 : 0;
  }
  const { isTTY = false } = io.out;
  const { columns } = sizeOf(io.out);
  const charts = valueParts.map((part) => rateChart(part, (one) => one[part], comparedIn(part, measurements).toSorted((left, right) => left.setting[part] - right.setting[part]), best.setting, columns, ascii));
  const versus = byDefault === null || isSame(byDefault.setting, best.setting) ? [] : rateChart('the choice and the default', (one) => (isSame(one, best.setting) ? 'choice' : 'default'), [best, byDefault], best.setting, columns, ascii);
  const sentences = [choice, ...describeSame(best, measurements), ...sameThreads, diagnosis.sentence, diagnosis.help, ...(busy === null ? [] : [busy])];
  io.out.write([
    ...(isTTY ? [''] : []),
    `${interrupted ? 'interrupted; the best so far: ' : ''}${settingInWords(best.setting)}`,
    ...(uvThreads === undefined ? [] : [`${pluralize(uvThreads, 'libuv thread')} (uv-threads)`]),
    ...(engineThreads === undefined ? [] : [`${pluralize(engineThreads, 'thread')} for TensorFlow (engine-threads)`]),
    ...sentences.flatMap((text) => wrapped(text, columns - 1)),
    ...[...charts, versus].flatMap((chart) => (chart.length === 0 ? [] : ['', ...chart])),
    ...(charts.some((chart) => chart.length > 0) ? [''] : []),
    `  tuned  ${typable(out)}`,
    `  next   ${trainCommand(request)}`,
    '',
  ].join('\n'));
  return interrupted ? 130 : 0;
}

const asJson = ({ rate, rates, waiting }: MeasuredSetting) => ({ readPerSecond: rate, ...spreadOf(rates), waiting });
const spreadOf = (rates: readonly number[]) => ({ lowest: Math.min(...rates), highest: Math.max(...rates), rounds: rates.length });

/** Returns the command that trains with the result: the same options, without the tuned ones. */
function trainCommand({ data, out, split, typed: { preset, config, words } }: ResultRequest): string {
  const tuned = ['workers', 'concurrency', 'prefetch'];
  const others = Object.fromEntries(Object.entries(words).filter(([name]) => !tuned.includes(name)));
  const options = Object.entries(others).flatMap(([name, word]) => (word === true ? [`--${name}`] : word === false ? [`--no-${name}`] : [`--${name}`, typable(word)]));
  const sources = [...(preset === undefined ? [] : ['--preset', typable(preset)]), ...(config === undefined ? [] : ['--config', typable(config)])];
  const command = ['whisker train', typable(data), ...(split === null ? [] : ['--split', typable(split)]), ...sources, ...options].join(' ');
  if (out === TUNED_FILE) return command;
  return config === undefined ? `${command} --config ${typable(out)}` : `${command}   (with ${typable(out)} in ${typable(config)})`;
}
