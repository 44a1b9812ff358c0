import { resolveWords, type Progress } from '../config/index.js';
import { writeAtomically } from '../disk/index.js';
import type { Typed } from './command.js';
import { errors } from './errors.js';
import { evaluationTable } from './evaluation-table.js';
import { messageStream, sizeOf, writeLine, type CommandIo, type ExitCode } from './io.js';
import { pictureProgress } from './picture-progress.js';
import { requireEngine } from './require-engine.js';
import { openData } from './open-data.js';
import { evaluateTable } from './tables.js';

/** Evaluates a run's best weights on labelled pictures. */
export async function evaluateCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const { data, set, engine, predictions: file } = resolveWords(evaluateTable, typed.own);
  const messages = messageStream(io, typed.json);
  // Made with the first pictures, so that loading the engine does not count in their rate.
  let line: ReturnType<typeof pictureProgress> | undefined;
  const show = (progress: Progress): void => {
    line ??= pictureProgress(messages);
    if (progress.done < progress.total) line.show(progress);
  };
  const print = (text: string): void => {
    line?.clear();
    writeLine(messages, text);
  };
  const { evaluate, formatPredictions, readRecord } = await import('../training/index.js');
  await requireEngine(typed.own['engine'] === undefined ? (await readRecord(typed.args[0] ?? '')).options.engine : engine, io, typed.json);
  const dataset = data === null ? undefined : await openData(data, io, typed);
  const evaluation = await evaluate({
    run: typed.args[0] ?? '',
    set,
    signal: io.signal,
    ...(dataset && { data: dataset }),
    // By default the run's own engine computes.
    ...(typed.own['engine'] !== undefined && { engineChoice: engine }),
    report: (message) => typed.quiet || print(message),
    onBad: ({ path, reason }) => print(`quarantined  ${path}: ${reason}`),
    ...(!typed.quiet && { onProgress: show }),
  }).finally(() => line?.clear());
  if (file !== null) await writeAtomically(file, formatPredictions(evaluation.predictions)).catch((error: unknown) => Promise.reject(errors.predictionsUnwritable(file, error)));
  const { accuracy, loss: crossEntropy, count: pictures, classes, confusion, perClass } = evaluation;
  io.out.write(typed.json ? `${JSON.stringify({ accuracy, loss: crossEntropy, count: pictures, classes, confusion, perClass })}\n` : evaluationTable(evaluation, sizeOf(io.out).columns));
  return 0;
}
