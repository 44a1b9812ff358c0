import { relative } from 'node:path';
import { formatClock, formatPercent, formatWhen } from '../../config/index.js';
import type { RunOverview } from '../../events/index.js';
import { isOver, looks, type RunState } from '../run-state.js';
import { cutStart, plain, widthOf } from '../text/cells.js';
import { bold, dim, fitLine, span, widthOfLine } from '../text/line.js';
import type { Line } from '../text/span.js';
import { stateOfRun } from './list-state.js';

/** A run, and what its cells depend on besides. */
export interface ListedRun {
  readonly run: RunOverview;
  /** The folder of the list: the runs are named from there. */
  readonly folder: string;
  /** ms since 1970. */
  readonly now: number;
}

interface Column {
  readonly title: string;
  readonly isRight?: boolean;
  /** Columns go in this order where there is no room for all; those without a rank stay. */
  readonly rank?: number;
  readonly cell: (listed: ListedRun) => Line;
}

const GAP = 2;
/** Cells of longer names for which other columns go. */
const NAME_CELLS = 16;

const columns: readonly Column[] = [
  { title: 'state', cell: ({ run }) => stateInWords(stateOfRun(run)) },
  { title: 'run', cell: (listed) => [bold(nameOf(listed))] },
  { title: 'recipe', rank: 3, cell: ({ run: { run } }) => [span(run?.recipe ?? '')] },
  { title: 'model', rank: 1, cell: ({ run: { run } }) => [dim(run === null ? '' : `${run.model} ${run.size} px`)] },
  { title: 'epoch', rank: 2, isRight: true, cell: ({ run: { run, epoch } }) => [span(run === null ? '' : `${epoch}/${run.epochs}`)] },
  { title: 'val', isRight: true, cell: ({ run: { best } }) => [span(best === null ? '' : formatPercent(best.val.accuracy, 1))] },
  { title: 'test', isRight: true, cell: ({ run: { end } }) => [bold(end?.test === undefined ? '' : formatPercent(end.test.accuracy, 1), 'green')] },
  { title: 'left, ended', isRight: true, cell: timeCell },
];

/** Returns the name of a run in the list. */
export const nameOf = ({ run, folder }: Pick<ListedRun, 'run' | 'folder'>): string => plain(relative(folder, run.folder));

/** Returns the mark and the word of a state, without the blank behind them. */
export const stateInWords = (state: RunState): Line => looks[state].map((one) => ({ ...one, text: one.text.trimEnd() }));

function timeCell({ run, now }: ListedRun): Line {
  if (isOver(stateOfRun(run)) || run.status.state === 'silent') return [dim(run.newest === null ? '' : formatWhen(run.newest, now))];
  return run.secondsLeft === null ? [] : [span(formatClock(run.secondsLeft)), dim(' left')];
}

/**
 * Returns a table of runs: its titles, and a row for each run, of exactly `width` cells. Where there is no room for all columns, the
 * model goes first, then the epoch and the recipe; then names lose their beginning, because their end tells runs apart.
 */
export function runTable(runs: readonly ListedRun[], width: number): { readonly titles: Line; readonly rows: readonly Line[] } {
  const cells = runs.map((run) => columns.map(({ cell }) => cell(run)));
  const widths = columns.map(({ title }, index) => Math.max(widthOf(title), ...cells.map((row) => widthOfLine(row[index] ?? []))));
  const fixed = widths.map((cellWidth, index) => (index === NAME ? Math.min(cellWidth, NAME_CELLS) : cellWidth));
  const byRank = columns.map((_, index) => index).filter((index) => columns[index]?.rank !== undefined).sort((one, other) => (columns[one]?.rank ?? 0) - (columns[other]?.rank ?? 0));
  let kept = columns.map((_, index) => index);
  const used = (): number => kept.reduce((sum, index) => sum + (fixed[index] ?? 0), 0) + GAP * (kept.length - 1);
  for (const index of byRank) if (used() > width) kept = kept.filter((one) => one !== index);
  const nameWidth = Math.max(1, Math.min(widths[NAME] ?? 0, width - used() + (fixed[NAME] ?? 0)));
  const rowOf = (row: readonly Line[]): Line => fitLine(kept.flatMap((index, place) => [
    ...(place === 0 ? [] : [span(' '.repeat(GAP))]), ...placed(row[index] ?? [], index === NAME ? nameWidth : (widths[index] ?? 0), columns[index]?.isRight ?? false),
  ]), width);
  return { titles: rowOf(columns.map(({ title }) => [dim(title)])), rows: cells.map(rowOf) };
}

/** The column of the names, the only one that is cut. */
const NAME = columns.findIndex(({ title }) => title === 'run');

function placed(line: Line, width: number, isRight: boolean): Line {
  const left = width - widthOfLine(line);
  if (left < 0) return line.map((one) => ({ ...one, text: cutStart(one.text, width) }));
  if (left === 0) return line;
  return isRight ? [span(' '.repeat(left)), ...line] : [...line, span(' '.repeat(left))];
}
