import type { Spread } from '../report/statistics.js';
import { markdownTable, formatCount } from '../report/table.js';
import type { EventsReport, WritingCost } from './run.js';

interface Row {
  readonly what: string;
  readonly bar: string;
  readonly spread: Spread;
  readonly format: (value: number) => string;
}

/** Length of a step at 100 steps a second, µs. */
const STEP_US = 10_000;

/** Formats the report as Markdown: the machine and the date, then the table. */
export function eventsToMarkdown({ date, machine, load, options, writing, following, replaying }: EventsReport): string {
  const ms = (value: number): string => `${formatCount(value)} ms`;
  const share = (value: number): string => `${value.toFixed(1)} µs, ${((value / STEP_US) * 100).toFixed(3)} %`;
  const cost = (what: string, { processorUs, mainThreadUs }: WritingCost): Row[] => [
    { what: `${what}: all threads`, bar: '0.5 %', spread: processorUs, format: share },
    { what: `${what}: main thread`, bar: '0.5 %', spread: mainThreadUs, format: share },
  ];
  const rows: Row[] = [
    ...cost('events of a step of 10 ms, into the log', writing.log),
    ...cost('the same with the TensorBoard file', writing.logAndTensorBoard),
    { what: `follow a log of ${formatCount(options.events)} events (${formatCount(following.logBytes / 1e6)} MB)`, bar: '2 s', spread: following.ms, format: ms },
    { what: `replay ${formatCount(options.steps)} steps at max speed`, bar: 'seconds', spread: replaying, format: ms },
  ];
  const where = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}; ${date.slice(0, 10)}; load ${load.before} before, ${load.after} after.`;
  return [
    where,
    markdownTable(
      [
        { title: '', cell: ({ what }: Row) => what },
        { title: 'bar', align: 'right', cell: ({ bar }: Row) => bar },
        { title: `median of ${options.rounds}`, align: 'right', cell: ({ spread, format }: Row) => format(spread.median) },
        { title: 'worst', align: 'right', cell: ({ spread, format }: Row) => format(spread.max) },
      ],
      rows,
    ),
  ].join('\n\n');
}
