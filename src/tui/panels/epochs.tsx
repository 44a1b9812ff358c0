import { memo, type ReactNode } from 'react';
import { formatClock, formatCount, formatPercent } from '../../config/index.js';
import { shortened, valueText } from '../charts/index.js';
import { itemsOf, type Best, type Chunks, type EpochRow } from '../model/index.js';
import { rowsShown } from '../rows-shown.js';
import { bold, dim, span } from '../text/line.js';
import type { Line } from '../text/span.js';
import { TextPanel, type PanelProps } from './panel.js';
import { nameOfShare } from './share-names.js';

export interface EpochsProps extends PanelProps {
  readonly epochs: Chunks<EpochRow>;
  readonly best: Best | null;
  /** Rows below the last one that is shown. */
  readonly scroll: number;
}

interface Column {
  readonly head: string;
  readonly width: number;
  /** Columns of a low rank stay where there is little room. */
  readonly rank: number;
  readonly text: (row: EpochRow) => string;
}

const GAP = 2;
/** Characters of the name of a loss or a share. */
const NAME = 10;

/** A row for each epoch, the newest at the bottom. */
export const EpochsPanel = memo(function EpochsPanel({ width, height, theme, epochs, best, scroll }: EpochsProps): ReactNode {
  const all = itemsOf(epochs);
  const { first, last, count } = rowsShown(all.length, scroll, height);
  const columns = columnsOf(all.at(-1), width - 3);
  const lines: Line[] = count === 0 ? [[], [dim('  the first row follows the first epoch')]] : [
    [dim(`   ${columns.map(({ head, width }) => head.padStart(width)).join(' '.repeat(GAP))}`)],
    ...all.slice(first, last).map((row) => rowLine(row, columns, row.epoch === best?.epoch)),
  ];
  const note = count === 0 ? [] : [dim(last - first === count ? `${formatCount(count)} in all` : `${formatCount(first + 1)} to ${formatCount(last)} of ${formatCount(count)}`)];
  return <TextPanel name="epochs" note={note} width={width} height={height} theme={theme} lines={lines} />;
});

function rowLine(row: EpochRow, columns: readonly Column[], isBest: boolean): Line {
  const text = columns.map(({ width, text }) => text(row).padStart(width)).join(' '.repeat(GAP));
  return isBest ? [bold(' ★ ', 'green'), bold(text, 'green')] : [span('   '), span(text)];
}

/** Returns the columns that fit, in their order. @param newest it has the losses and shares */
function columnsOf(newest: EpochRow | undefined, room: number): readonly Column[] {
  const names = (all: Readonly<Record<string, number>>) => shortened(Object.keys(all), NAME, 'braille');
  const of = (head: string, least: number, rank: number, text: Column['text']): Column => ({ head, width: Math.max(head.length, least), rank, text });
  const losses = Object.keys(newest?.losses ?? {});
  const shares = Object.keys(newest?.shares ?? {});
  const lossNames = names(newest?.losses ?? {});
  const number = (value: number | undefined) => valueText(value) || '–';
  const percent = (value: number | undefined) => (value === undefined ? '–' : formatPercent(value, 1));
  const columns: readonly Column[] = [
    of('epoch', 5, 0, ({ epoch }) => formatCount(epoch)),
    of('step', 6, 6, ({ step }) => formatCount(step)),
    of('time', 7, 3, ({ seconds }) => formatClock(seconds)),
    ...losses.map((name, index) => of(lossNames[index] ?? name, 6, 4, ({ losses }) => number(losses[name]))),
    ...shares.map((name) => of(nameOfShare(name), 7, name === 'training-accuracy' ? 2 : 7, ({ shares }) => percent(shares?.[name]))),
    of('validation', 7, 1, ({ val }) => percent(val.accuracy)),
    of('val loss', 6, 1, ({ val }) => number(val.loss)),
    ...(newest?.learningRate === undefined ? [] : [of('rate', 6, 5, ({ learningRate }) => number(learningRate))]),
  ];
  const kept = new Set<Column>();
  let used = 0;
  for (const column of columns.toSorted((one, other) => one.rank - other.rank)) {
    if (used + column.width > room) continue;
    used += column.width + GAP;
    kept.add(column);
  }
  return columns.filter((column) => kept.has(column));
}
