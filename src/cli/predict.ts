import { once } from 'node:events';
import { formatPercent, printable, resolveWords } from '../config/index.js';
import type { PictureResult } from '../classify/index.js';
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
  const [{ loadClassifier }, { readRecord }] = await Promise.all([import('../classify/index.js'), import('../training/index.js')]);
  await requireEngine(typed.own['engine'] === undefined ? (await readRecord(run)).options.engine : engine, io, typed.json);
  const messages = messageStream(io, typed.json);
  const classifier = await loadClassifier(run, {
    signal: io.signal,
    ...(typed.own['engine'] !== undefined && { engine }),
    report: (message) => typed.quiet || writeLine(messages, message),
  });
  try {
    let failed = false;
    for await (const result of classifier.stream(pictures, { signal: io.signal })) {
      failed ||= result.error !== undefined;
      const stream = typed.json || result.error === undefined ? io.out : io.err;
      if (!stream.write(`${typed.json ? JSON.stringify(fieldsOf(result)) : lineOf(result)}\n`)) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
      if (io.signal.aborted) return 130;
    }
    return failed ? 1 : 0;
  } finally {
    await classifier.close();
  }
}

const fieldsOf = (result: PictureResult): object =>
  result.error !== undefined ? { path: result.name, error: result.error.reason } : { path: result.name, class: result.class, confidence: result.confidence, logits: result.logits };

/** Returns path, class and confidence with tabs between, so that shell tools can split the line. */
const lineOf = (result: PictureResult): string =>
  result.error !== undefined ? printable(`${result.name}: ${result.error.reason}`) : `${printable(result.name)}\t${printable(result.class)}\t${formatPercent(result.confidence)}`;
