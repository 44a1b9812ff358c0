import type { ChartSeries, Line } from '../../../src/tui/chart/index.js';

/** What stands on the screen, without its colours. Rows end with a bar, so that trailing spaces are seen. */
export const frame = (lines: readonly Line[]): string => `\n${lines.map((line) => `${textOf(line)}|`).join('\n')}\n`;

export const textOf = (line: Line): string => line.map(({ text }) => text).join('');

/** y of x = 0, 1, … as a series. */
export const series = (name: string, values: readonly number[], colour: ChartSeries['colour'] = 'blue'): ChartSeries => ({
  name, colour, points: values.map((y, x) => ({ x, y })),
});
