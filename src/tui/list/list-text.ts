import type { RunOverview } from '../../events/index.js';
import { createTheme } from '../text/theme.js';
import { runTable } from './columns.js';

export interface ListTextOptions {
  /** The runs are named from there. */
  readonly folder: string;
  /** Cells of a line. */
  readonly columns: number;
  readonly ascii: boolean;
  /** ms since 1970. */
  readonly now: number;
}

/** Returns a line for each run below the titles, without colours, for a file or a pipe. */
export function listAsText(runs: readonly RunOverview[], { folder, columns, ascii, now }: ListTextOptions): string {
  const theme = createTheme(2, ascii);
  const { titles, rows } = runTable(runs.map((run) => ({ run, folder, now })), columns);
  return [titles, ...rows].map((row) => `${theme.paint(row.map(({ text }) => ({ text }))).trimEnd()}\n`).join('');
}
