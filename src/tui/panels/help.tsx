import { memo, type ReactNode } from 'react';
import type { Line } from '../charts/index.js';
import { bold, dim, fitLines } from '../line.js';
import { helpFor, type KeyContext } from '../keys.js';
import { Rows } from '../rows.js';
import type { PanelProps } from './panel.js';

export interface HelpProps extends PanelProps {
  readonly mode: KeyContext['mode'];
}

/** Every key and what it does here. */
export const Help = memo(function Help(props: HelpProps): ReactNode {
  return <Rows place={props.place} lines={helpLines(props).map((line) => props.theme.paint(line))} />;
});

export function helpLines({ place: { width, height }, mode }: HelpProps): readonly Line[] {
  const title: Line = [dim('─ '), bold('keys '), dim('─'.repeat(Math.max(0, width - 7)))];
  const rows = helpFor(mode).map(({ shown, does }): Line => [dim('  '), bold(shown.padEnd(8)), dim(does)]);
  // In two columns where one is too long.
  const room = height - 1;
  if (rows.length <= room) return fitLines([title, ...rows], width, height);
  const half = Math.ceil(rows.length / 2);
  const column = Math.floor(width / 2);
  const pairs = rows.slice(0, half).map((row, index): Line => [...fitLines([row], column, 1)[0] ?? [], ...(rows[half + index] ?? [])]);
  return fitLines([title, ...pairs], width, height);
}
