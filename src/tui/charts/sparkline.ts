import type { Characters, Colour, Line } from '../text/span.js';

export interface SparklineOptions {
  /** In cells. The newest values are at the right end, as many as fit. */
  readonly width: number;
  /** NaN is a gap. */
  readonly values: readonly number[];
  /** The value of the lowest mark. @default 0 */
  readonly low?: number;
  /** The value of the highest mark. @default the largest value shown */
  readonly high?: number | undefined;
  readonly characters: Characters;
  readonly colour?: Colour;
}

const MARKS = { unicode: '▁▂▃▄▅▆▇█', ascii: '_.-=+*#' } as const;

/** Returns the values as bars in one row of exactly `width` cells: `▂▃▅▇`. */
export function drawSparkline({ width, values, low = 0, high, characters, colour }: SparklineOptions): Line {
  const shown = width > 0 ? values.slice(-width) : [];
  const marks = [...(characters === 'ascii' ? MARKS.ascii : MARKS.unicode)];
  const top = high ?? Math.max(low, ...shown.filter(Number.isFinite));
  const mark = (value: number): string => {
    if (!Number.isFinite(value)) return ' ';
    const share = top > low ? (value - low) / (top - low) : 0;
    return marks[Math.min(marks.length - 1, Math.max(0, Math.round(share * (marks.length - 1))))] ?? ' ';
  };
  const text = shown.map(mark).join('').padStart(width);
  return width > 0 ? [colour === undefined ? { text } : { text, colour }] : [];
}
