import { headOf, leftOutOf } from '../report/frame.js';
import { ratioCell } from '../report/ratios.js';
import { markdownTable, type Column } from '../report/table.js';
import type { StepReport, StepTable } from './run.js';
import type { StepResult } from './summary.js';

type Row = StepResult & { readonly course: string };

const columns: readonly Column<Row>[] = [
  { title: '', cell: ({ name, side, precision, course }) => (side === 'ours' && precision === 'f32' ? `**${course}**` : name) },
  { title: 'ms a step', align: 'right', cell: ({ msPerStep }) => msPerStep.median.toFixed(1) },
  { title: 'quartiles', align: 'right', cell: ({ msPerStep }) => `${msPerStep.lower.toFixed(1)}–${msPerStep.upper.toFixed(1)}` },
  { title: 'whisker to it', align: 'right', cell: ratioCell },
  { title: 'losses differ by', align: 'right', cell: ({ difference }) => difference?.toExponential(0) ?? '' },
];

const rowsOf = ({ name: course, results }: StepTable): readonly Row[] => results.map((result) => ({ ...result, course }));

/** Returns the report as Markdown: machine and date, then one table with whisker in bold before its peers in each course. */
export const stepToMarkdown = (report: StepReport): string =>
  [...headOf(report), markdownTable(columns, report.tables.flatMap(rowsOf)), ...leftOutOf(report.tables)].join('\n\n');
