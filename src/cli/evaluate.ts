import { formatCount, formatPercent, pluralize, resolveWords } from '../config/index.js';
import type { Progress } from '../config/index.js';
import type { Evaluation } from '../training/index.js';
import type { Typed } from './command.js';
import { aligned, loss, share } from './format.js';
import { peopleOf, type CommandIo, type ExitCode } from './io.js';
import { pictureProgress } from './picture-progress.js';
import { openData } from './open-data.js';
import { evaluateTable } from './tables.js';

/** Classes whose confusion fits a terminal. */
const MOST_CLASSES = 12;

/** Judges a run's best weights by labelled pictures. */
export async function evaluateCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const { data, part, engine } = resolveWords(evaluateTable, typed.own);
  const people = peopleOf(io, typed.json);
  // Its clock begins with the first pictures: loading the engine is no part of their rate.
  let line: ReturnType<typeof pictureProgress> | undefined;
  const show = (progress: Progress): void => {
    line ??= pictureProgress(people);
    if (progress.done < progress.total) line.show(progress);
  };
  const tell = (text: string): void => {
    line?.clear();
    people.write(`${text}\n`);
  };
  const { evaluate } = await import('../training/index.js');
  const dataset = data === null ? undefined : await openData(data, io, typed);
  const judgement = await evaluate({
    run: typed.args[0] ?? '',
    part,
    signal: io.signal,
    ...(dataset && { data: dataset }),
    // The run's own engine holds, unless another is asked for.
    ...(typed.own['engine'] !== undefined && { engineChoice: engine }),
    tell: (message) => typed.quiet || tell(message),
    onBad: ({ path, reason }) => tell(`set aside  ${path}: ${reason}`),
    ...(!typed.quiet && { onProgress: show }),
  }).finally(() => line?.clear());
  const { accuracy, loss: crossEntropy, count: pictures, classes, confusion, perClass } = judgement;
  io.out.write(typed.json ? `${JSON.stringify({ accuracy, loss: crossEntropy, count: pictures, classes, confusion, perClass })}\n` : inWords(judgement));
  return 0;
}

/** The judgement as a table for a terminal. Pure. */
export function inWords({ accuracy, loss: crossEntropy, count: pictures, classes, confusion, perClass }: Evaluation): string {
  const orNone = (value: number | null): string => (value === null ? '–' : share(value));
  const confused = classes.length <= MOST_CLASSES;
  const rows = perClass.map((row, index) => [
    row.class, formatCount(row.count), orNone(row.accuracy), orNone(row.precision), ...(confused ? (confusion[index] ?? []).map(formatCount) : []),
  ]);
  return [
    `${formatPercent(accuracy)} of ${pluralize(pictures, 'picture')} right, loss ${loss(crossEntropy).trim()}`,
    ...aligned([['is', 'pictures', 'right', 'precision', ...(confused ? classes.map((name, index) => (index === 0 ? `called ${name}` : name)) : [])], ...rows]).map((line) => `  ${line}`),
    '',
  ].join('\n');
}
