import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadClassifier, type EngineChoice, type PictureSource } from 'whisker-ml';
import { BenchFailed } from '../errors.js';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { spreadOf, type Spread } from '../report/statistics.js';
import { markdownTable } from '../report/table.js';

export interface ClassifyBenchOptions {
  /** The run's folder. */
  readonly run: string;
  /** Folder of the pictures, all in it. */
  readonly data: string;
  readonly engine: EngineChoice;
  readonly rounds: number;
}

/** The bench's JSON report. Times are in ms. */
export interface ClassifyReport extends ReportHead<'classify'> {
  readonly options: ClassifyBenchOptions;
  readonly engine: string;
  readonly size: number;
  readonly calls: Readonly<Record<'one call' | 'twelve at once' | 'twelve one after another', Spread>>;
}

const CALLS = 12;
/** Rounds that are not measured: the first passes of each size prepare the engine. */
const WARM_UP = 3;

/** Measures calls of a loaded classifier, in turns, each round with other pictures. */
export async function runClassify(options: ClassifyBenchOptions): Promise<ClassifyReport> {
  const [date, before] = [new Date().toISOString(), load()];
  const pictures = readdirSync(options.data).map((name) => join(options.data, name)).slice(0, 1200);
  if (pictures.length < CALLS) throw new BenchFailed(`${options.data} has ${pictures.length} pictures, and a round takes ${CALLS}`);
  const classifier = await loadClassifier(options.run, { engine: options.engine });
  const one: number[] = [];
  const together: number[] = [];
  const inTurn: number[] = [];
  for (let round = -WARM_UP; round < options.rounds; round += 1) {
    const first = ((round + WARM_UP) * CALLS) % (pictures.length - CALLS + 1);
    const some: PictureSource[] = pictures.slice(first, first + CALLS);
    const times = [
      await timed(() => classifier.classify(some[0] ?? '')),
      await timed(() => Promise.all(some.map((picture) => classifier.classify(picture)))),
      await timed(async () => {
        for (const picture of some) await classifier.classify(picture);
      }),
    ];
    if (round >= 0) for (const [index, list] of [one, together, inTurn].entries()) list.push(times[index] ?? Number.NaN);
  }
  await classifier.close();
  const calls = { 'one call': spreadOf(one), 'twelve at once': spreadOf(together), 'twelve one after another': spreadOf(inTurn) };
  return { bench: 'classify', date, machine: describeMachine(), load: { before, after: load() }, options, engine: classifier.engine, size: classifier.size, calls };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export const classifyToMarkdown = ({ engine, size, options, load: { before, after }, calls }: ClassifyReport): string => [
  markdownTable([
    { title: `${engine}, ${size} px`, cell: ([name]) => name },
    { title: 'best, ms', align: 'right', cell: ([, { min }]) => min.toFixed(1) },
    { title: 'quartile, ms', align: 'right', cell: ([, { lower }]) => lower.toFixed(1) },
    { title: 'median, ms', align: 'right', cell: ([, spread]) => spread.median.toFixed(1) },
  ], Object.entries(calls)),
  '',
  `${options.rounds} rounds. Load of the machine: ${before} before, ${after} after.`,
].join('\n');
