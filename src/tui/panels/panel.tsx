import { Box } from 'ink';
import type { ReactNode } from 'react';
import { panelNames, type PanelName, type Size } from '../layout.js';
import { Lines } from '../screen/lines.js';
import { atBothEnds, bold, coloured, dim, widthOfLine } from '../text/line.js';
import type { Line } from '../text/span.js';
import type { Theme } from '../text/theme.js';

/** The props of every panel. */
export interface PanelProps extends Size {
  readonly theme: Theme;
}

export interface PanelFrameProps extends PanelProps {
  readonly name: PanelName;
  /** A few words at the right of the title. @default none */
  readonly note?: Line;
  readonly children: ReactNode;
}

/** A panel: its title, and below it `children` of one row less. */
export function Panel({ name, note = [], width, height, theme, children }: PanelFrameProps): ReactNode {
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <Lines width={width} height={1} theme={theme} lines={[titleLine(name, note, width)]} />
      {children}
    </Box>
  );
}

/** A panel with lines of text. */
export function TextPanel({ lines, ...frame }: Omit<PanelFrameProps, 'children'> & { readonly lines: readonly Line[] }): ReactNode {
  const { width, height, theme } = frame;
  return (
    <Panel {...frame}>
      <Lines width={width} height={height - 1} theme={theme} lines={lines} />
    </Panel>
  );
}

/** The panel's number and name, a rule, and the note. */
function titleLine(name: PanelName, note: Line, width: number): Line {
  const key = name === 'epochs' ? 't' : String(panelNames.indexOf(name) + 1);
  const left: Line = [dim('─ '), coloured(key, 'sky'), bold(` ${name} `)];
  const right: Line = note.length === 0 ? [] : [dim(' '), ...note, dim(' ─')];
  const rule = width - widthOfLine(left) - widthOfLine(right);
  return rule < 1 ? atBothEnds(left, [], width) : [...left, dim('─'.repeat(rule)), ...right];
}
