import { memo, type ReactNode } from 'react';
import { formatCount, formatTimeOfDay } from '../../config/index.js';
import type { Message } from '../model/index.js';
import { Lines } from '../screen/lines.js';
import { plain } from '../text/cells.js';
import { coloured, dim, span } from '../text/line.js';
import type { Line } from '../text/span.js';
import { Panel, type PanelProps } from './panel.js';

export interface MessagesProps extends PanelProps {
  readonly messages: readonly Message[];
  readonly quarantined: number;
}

/** The newest messages, the newest of all at the bottom. */
export const MessagesPanel = memo(function MessagesPanel({ width, height, theme, messages, quarantined }: MessagesProps): ReactNode {
  const rows = height - 1;
  const lines = messages.length === 0 ? [[dim('  no message yet')]] : messages.slice(-rows).map(lineOf);
  return (
    <Panel name="messages" note={quarantined === 0 ? [] : [coloured(`${formatCount(quarantined)} quarantined`, 'orange')]} width={width} height={height} theme={theme}>
      <Lines width={width} height={rows} theme={theme} lines={lines} />
    </Panel>
  );
});

function lineOf({ time, level, text }: Message): Line {
  const when = dim(`  ${formatTimeOfDay(time)} `);
  const message = span(plain(text));
  if (level === 'info') return [when, message];
  return level === 'warning' ? [when, coloured('warning ', 'orange'), message] : [when, { text: 'error ', colour: 'vermillion', bold: true }, message];
}
