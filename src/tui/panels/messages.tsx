import { memo, type ReactNode } from 'react';
import { plain } from '../cells.js';
import type { Line } from '../charts/index.js';
import { coloured, dim, fitLines, span } from '../line.js';
import type { Message } from '../model/index.js';
import { Rows } from '../rows.js';
import { count, timeOfDay } from '../words.js';
import type { PanelProps } from './panel.js';
import { titleOf } from './title.js';

export interface MessagesProps extends PanelProps {
  readonly messages: readonly Message[];
  readonly quarantined: number;
}

/** The newest messages, the newest at the bottom. */
export const MessagesPanel = memo(function MessagesPanel(props: MessagesProps): ReactNode {
  return <Rows place={props.place} lines={messagesLines(props).map((line) => props.theme.paint(line))} />;
});

export function messagesLines({ place: { width, height }, messages, quarantined }: MessagesProps): readonly Line[] {
  const sideNote: Line = quarantined === 0 ? [] : [coloured(`${count(quarantined)} quarantined`, 'orange')];
  const title = titleOf('messages', width, sideNote);
  const rows = height - 1;
  const lines = messages.slice(-rows).map(lineOf);
  if (lines.length === 0) lines.push([dim('  nothing to tell yet')]);
  return fitLines([title, ...lines], width, height);
}

function lineOf({ time, level, text }: Message): Line {
  const words = plain(text);
  const when = dim(`  ${timeOfDay(time)} `);
  if (level === 'info') return [when, span(words)];
  return level === 'warning' ? [when, coloured('warning ', 'orange'), span(words)] : [when, { text: 'error ', colour: 'vermillion', bold: true }, span(words)];
}
