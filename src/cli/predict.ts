import { once } from 'node:events';
import { formatPercent, printable, resolveWords } from '../config/index.js';
import type { Prediction } from '../training/index.js';
import type { Typed } from './command.js';
import { messageStream, writeLine, type CommandIo, type ExitCode } from './io.js';
import { picturesOf } from './pictures.js';
import { requireEngine } from './require-engine.js';
import { predictTable } from './tables.js';

/** Classifies pictures with a run's best weights, a line each, in order. Ends with 1 when a picture could not be read. */
export async function predictCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const { engine } = resolveWords(predictTable, typed.own);
  const [run = '', ...asked] = typed.args;
  const pictures = await picturesOf(asked);
  const { predict, readRecord } = await import('../training/index.js');
  await requireEngine(typed.own['engine'] === undefined ? (await readRecord(run)).options.engine : engine, io, typed.json);
  const messages = messageStream(io, typed.json);
  let failed = false;
  const predictions = predict({
    run,
    pictures,
    signal: io.signal,
    ...(typed.own['engine'] !== undefined && { engineChoice: engine }),
    report: (message) => typed.quiet || writeLine(messages, message),
  });
  for await (const prediction of predictions) {
    failed ||= 'error' in prediction;
    const line = typed.json ? JSON.stringify(prediction) : predictionLine(prediction);
    const stream = typed.json || !('error' in prediction) ? io.out : io.err;
    if (!stream.write(`${line}\n`)) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
    if (io.signal.aborted) return 130;
  }
  return failed ? 1 : 0;
}

/** Returns path, class and confidence with tabs between, so that shell tools can split the line. */
const predictionLine = (prediction: Prediction): string =>
  'error' in prediction ? printable(`${prediction.path}: ${prediction.error}`) : `${printable(prediction.path)}\t${printable(prediction.class)}\t${formatPercent(prediction.confidence)}`;
