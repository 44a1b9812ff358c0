import { markdownTable } from '../report/table.js';
import type { DashboardReport } from './run.js';

interface Row {
  readonly what: string;
  readonly bar: string;
  readonly measured: string;
}

/** Returns the report as Markdown: the machine and the date, then the table. */
export function dashboardToMarkdown({ date, machine, load, options, stepsPerSecond: { dashboard, lines }, ratio, ratioError, core, start, bytesPerSecond }: DashboardReport): string {
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  const rows: Row[] = [
    { what: `lost throughput: ${dashboard.median.toFixed(2)} steps/s with the dashboard, ${lines.median.toFixed(2)} without`, bar: '2 %', measured: `${percent(1 - ratio)} ± ${percent(ratioError)}` },
    { what: `share of a core, over ${options.seconds} s of a replay`, bar: '1 %', measured: core === null ? 'not measured here' : percent(core) },
    { what: 'processor time until the first frame', bar: '', measured: start === null ? 'not measured here' : `${start.toFixed(2)} s` },
    { what: 'bytes per second to the terminal', bar: '', measured: bytesPerSecond.toFixed(0) },
  ];
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}; ${date.slice(0, 10)}; load ${load.before} before, ${load.after} after; 80x24; ${options.rounds} rounds of ${options.stretch} s with the dashboard and ${options.stretch} s without, ± the standard error.`,
    markdownTable(
      [
        { title: 'the dashboard', cell: ({ what }: Row) => what },
        { title: 'bar', align: 'right', cell: ({ bar }: Row) => bar },
        { title: 'measured', align: 'right', cell: ({ measured }: Row) => measured },
      ],
      rows,
    ),
  ].join('\n\n');
}
