import { memo, type ReactNode } from 'react';
import type { KeyContext } from '../keys/bindings.js';
import { helpFor } from '../keys/bindings.js';
import type { Size } from '../layout.js';
import { Lines } from '../screen/lines.js';
import { bold, dim, fitLine } from '../text/line.js';
import type { Line } from '../text/span.js';
import type { PanelProps } from './panel.js';

export interface HelpProps extends PanelProps {
  readonly mode: KeyContext['mode'];
  /** From 0; `?` shows the next one. */
  readonly page: number;
}

/** All keys of a mode, on as many pages as they need. */
export const Help = memo(function Help({ width, height, theme, mode, page }: HelpProps): ReactNode {
  const pages = helpPages(mode, { width, height });
  const which = pages.length === 1 ? '' : `${Math.min(page, pages.length - 1) + 1} of ${pages.length}: ? shows ${page + 1 < pages.length ? 'more' : 'the panels'} `;
  const title: Line = [dim('─ '), bold('keys '), dim(which), dim('─'.repeat(Math.max(0, width - 7 - which.length)))];
  return <Lines width={width} height={height} theme={theme} lines={[title, ...(pages[page] ?? pages.at(-1) ?? [])]} />;
});

/** Returns the rows of each page of the help: in one column where all keys fit, else in two. Pure. */
export function helpPages(mode: KeyContext['mode'], { width, height }: Size): readonly (readonly Line[])[] {
  const keys = helpFor(mode).map(({ shown, does }): Line => [dim('  '), bold(shown.padEnd(8)), dim(does)]);
  if (keys.length < height) return [keys];
  const rows = Math.max(1, height - 1);
  const count = Math.ceil(keys.length / (2 * rows));
  return Array.from({ length: count }, (_, page) => inTwoColumns(keys.slice(page * 2 * rows, (page + 1) * 2 * rows), width));
}

function inTwoColumns(lines: readonly Line[], width: number): readonly Line[] {
  const half = Math.ceil(lines.length / 2);
  const column = Math.floor(width / 2);
  return lines.slice(0, half).map((line, index) => [...fitLine(line, column), ...(lines[half + index] ?? [])]);
}
