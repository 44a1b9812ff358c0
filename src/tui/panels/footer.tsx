import { memo, type ReactNode } from 'react';
import type { KeyContext } from '../keys/bindings.js';
import type { PanelName } from '../layout.js';
import { Lines } from '../screen/lines.js';
import { plain } from '../text/cells.js';
import { bold, dim, joined, span } from '../text/line.js';
import type { Line } from '../text/span.js';
import type { PanelProps } from './panel.js';

export interface FooterProps extends PanelProps {
  readonly mode: KeyContext['mode'];
  /** Whether the dashboard asks if the run should end. */
  readonly asking: boolean;
  readonly ended: boolean;
  readonly zoomed: PanelName | null;
  /** Whether escape leads back to a list of runs. */
  readonly canGoBack: boolean;
  /** The answer to the last key; empty after some seconds. */
  readonly statusMessage: string;
  /** What a person types to search the messages; null while nobody does. */
  readonly searching: string | null;
}

/** The most useful keys, the question of `q`, or the answer to the last key. */
export const Footer = memo(function Footer(props: FooterProps): ReactNode {
  const { width, height, theme, asking, statusMessage, searching } = props;
  const line = asking ? QUESTION : searching !== null ? searchLine(searching) : statusMessage === '' ? keysLine(props) : [span(' '), { text: statusMessage, colour: 'yellow' } as const];
  return <Lines width={width} height={height} theme={theme} lines={[line]} />;
});

const QUESTION: Line = [bold(' End the run after this step, with a checkpoint?', 'orange'), bold(' y'), dim(' end it  '), bold('n'), dim(' continue')];

const searchLine = (text: string): Line => [bold(` /${plain(text)}`, 'yellow'), bold('_'), dim('   enter keeps   escape clears')];

type Key = readonly [key: string, does: string];
const REPLAY_KEYS: readonly Key[] = [['space', 'pause'], ['.', 'step'], ['← →', 'seek'], ['< >', 'speed']];
const RUN_KEYS: readonly Key[] = [['space', 'pause'], ['c', 'checkpoint'], ['] [', 'concurrency']];

/** The keys of an enlarged panel. */
const PANEL_KEYS: Partial<Record<PanelName, readonly Key[]>> = {
  pipeline: [['] [', 'concurrency'], ['} {', 'prefetch'], [') (', 'workers'], ['a', 'autotune'], ['esc', 'all panels']],
  messages: [['↑ ↓ pgup pgdn', 'scroll'], ['/', 'search'], ['w', 'filter'], ['esc', 'all panels']],
};

function keysLine({ width, mode, ended, zoomed, canGoBack }: FooterProps): Line {
  const keys: readonly Key[] = [
    ['q', 'quit'], ...(canGoBack && zoomed === null ? [['esc', 'list'] as const] : []), ['?', 'keys'],
    ...(zoomed === null || (zoomed === 'pipeline' && (mode !== 'run' || ended)) ? [] : (PANEL_KEYS[zoomed] ?? [])),
    ...(mode === 'replay' ? REPLAY_KEYS : []),
    ...(mode === 'run' && !ended ? RUN_KEYS : []),
    ['1-6', 'zoom panel'], ['t', 'epochs'], ['x', 'read values'], ['+ -', 'range'], ['s', 'smooth'], ['f', 'freeze'], ['i', 'pictures'],
  ];
  const once = keys.filter(([key], index) => keys.findIndex(([other]) => other === key) === index);
  return [span(' '), ...joined(once.map(([key, does]): Line => [bold(key), dim(` ${does}`)]), '   ', width - 1)];
}
