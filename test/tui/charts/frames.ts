import { drawChart, type ChartOptions, type ChartSeries } from '../../../src/tui/charts/index.js';
import type { Line } from '../../../src/tui/text/span.js';

/** Returns what is on the screen, without colours. Each row ends with a bar that shows where its blanks end. */
export const frame = (lines: readonly Line[]): string => `\n${lines.map((line) => `${textOf(line)}|`).join('\n')}\n`;

export const textOf = (line: Line): string => line.map(({ text }) => text).join('');

/** Returns a series of the values of y at x = 0, 1, …. */
export const series = (name: string, values: readonly number[], colour: ChartSeries['colour'] = 'blue'): ChartSeries => ({
  name, colour, points: values.map((y, x) => ({ x, y })),
});

export const falling = Array.from({ length: 101 }, (_, x) => 0.1 + 2 * Math.exp(-x / 20));
export const rising = Array.from({ length: 101 }, (_, x) => 0.5 + 0.4 * (1 - Math.exp(-x / 20)));
export const base: ChartOptions = { series: [series('labelled', falling)], width: 48, height: 10, from: 0, to: 100, characters: 'braille', x: 'step' };
export const drawn = (options: Partial<ChartOptions> = {}): string => frame(drawChart({ ...base, ...options }));
