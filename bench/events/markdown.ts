import type { Spread } from '../report/statistics.js';
import { markdownTable, whole } from '../report/table.js';
import type { EventsReport, WritingCost } from './run.js';

interface Row {
  readonly what: string;
  readonly bar: string;
  readonly spread: Spread;
  readonly inWords: (value: number) => string;
}

/** Microseconds of a step, at 100 steps a second. */
const STEP_US = 10_000;

/** The report as Markdown: where and when, then the table. */
export function eventsToMarkdown({ date, machine, load, options, writing, attaching, replaying }: EventsReport): string {
  const ms = (value: number): string => `${whole(value)} ms`;
  const share = (value: number): string => `${value.toFixed(1)} µs, ${((value / STEP_US) * 100).toFixed(3)} %`;
  const cost = (what: string, { processorUs, mainThreadUs }: WritingCost): Row[] => [
    { what: `${what}: all threads`, bar: '0.5 %', spread: processorUs, inWords: share },
    { what: `${what}: the main thread`, bar: '0.5 %', spread: mainThreadUs, inWords: share },
  ];
  const rows: Row[] = [
    ...cost("a step's events into the log, of a step of 10 ms", writing.log),
    ...cost('the same, and for TensorBoard', writing.logAndTensorBoard),
    { what: `attach to a run of ${whole(options.events)} events (${whole(attaching.logBytes / 1e6)} MB), with its index`, bar: '1 s', spread: attaching.withIndex, inWords: ms },
    { what: 'the same, from the log alone', bar: '1 s', spread: attaching.logAlone, inWords: ms },
    { what: `replay ${whole(options.steps)} steps at max`, bar: 'seconds', spread: replaying, inWords: ms },
  ];
  const where = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}; ${date.slice(0, 10)}; load ${load.before} before, ${load.after} after.`;
  return [
    where,
    markdownTable(
      [
        { title: '', cell: ({ what }: Row) => what },
        { title: 'bar', align: 'right', cell: ({ bar }: Row) => bar },
        { title: `median of ${options.rounds}`, align: 'right', cell: ({ spread, inWords }: Row) => inWords(spread.median) },
        { title: 'worst', align: 'right', cell: ({ spread, inWords }: Row) => inWords(spread.max) },
      ],
      rows,
    ),
  ].join('\n\n');
}
