import { memo, type ReactNode } from 'react';
import { formatCount, formatTimeOfDay } from '../../config/index.js';
import type { Message } from '../model/index.js';
import { plain } from '../text/cells.js';
import { coloured, dim, span } from '../text/line.js';
import type { Line } from '../text/span.js';
import { TextPanel, type PanelProps } from './panel.js';

export interface MessagesProps extends PanelProps {
  readonly messages: readonly Message[];
  readonly quarantined: number;
}

/** The newest messages, the newest of all at the bottom. */
export const MessagesPanel = memo(function MessagesPanel({ width, height, theme, messages, quarantined }: MessagesProps): ReactNode {
  const lines = messages.length === 0 ? [[dim('  no message yet')]] : messages.slice(1 - height).map(lineOf);
  const note = quarantined === 0 ? [] : [coloured(`${formatCount(quarantined)} quarantined`, 'orange')];
  return <TextPanel name="messages" note={note} width={width} height={height} theme={theme} lines={lines} />;
});

function lineOf({ time, level, text }: Message): Line {
  const when = dim(`  ${formatTimeOfDay(time)} `);
  const message = span(plain(text));
  if (level === 'info') return [when, message];
  return level === 'warning' ? [when, coloured('warning ', 'orange'), message] : [when, { text: 'error ', colour: 'vermillion', bold: true }, message];
}
