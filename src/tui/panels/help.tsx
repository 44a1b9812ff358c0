import { memo, type ReactNode } from 'react';
import type { KeyContext } from '../keys/bindings.js';
import { helpFor } from '../keys/bindings.js';
import { Lines } from '../screen/lines.js';
import { bold, dim, fitLine } from '../text/line.js';
import type { Line } from '../text/span.js';
import type { PanelProps } from './panel.js';

export interface HelpProps extends PanelProps {
  readonly mode: KeyContext['mode'];
}

/** All keys of a mode. */
export const Help = memo(function Help({ width, height, theme, mode }: HelpProps): ReactNode {
  const title: Line = [dim('─ '), bold('keys '), dim('─'.repeat(Math.max(0, width - 7)))];
  const keys = helpFor(mode).map(({ shown, does }): Line => [dim('  '), bold(shown.padEnd(8)), dim(does)]);
  return <Lines width={width} height={height} theme={theme} lines={[title, ...(keys.length < height ? keys : inTwoColumns(keys, width))]} />;
});

function inTwoColumns(lines: readonly Line[], width: number): readonly Line[] {
  const half = Math.ceil(lines.length / 2);
  const column = Math.floor(width / 2);
  return lines.slice(0, half).map((line, index) => [...fitLine(line, column), ...(lines[half + index] ?? [])]);
}
