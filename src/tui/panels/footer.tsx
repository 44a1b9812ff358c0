import { memo, type ReactNode } from 'react';
import type { Line } from '../charts/index.js';
import { bold, dim, fitLine, joined, span } from '../line.js';
import type { KeyContext } from '../keys.js';
import { Rows } from '../rows.js';
import type { PanelProps } from './panel.js';

export interface FooterProps extends PanelProps {
  readonly mode: KeyContext['mode'];
  readonly asking: boolean;
  readonly ended: boolean;
  /** Why a key did nothing, or what it did; empty after some seconds. */
  readonly statusMessage: string;
}

/** The keys that are wanted most, the question of `q`, or a word on the key before. */
export const Footer = memo(function Footer(props: FooterProps): ReactNode {
  return <Rows place={props.place} lines={[props.theme.paint(footerLine(props))]} />;
});

export function footerLine({ place: { width }, mode, asking, ended, statusMessage }: FooterProps): Line {
  if (asking) return fitLine([bold(' End the run after this step, with a checkpoint?', 'orange'), bold(' y'), dim(' end it  '), bold('n'), dim(' go on')], width);
  if (statusMessage !== '') return fitLine([span(' '), { text: statusMessage, colour: 'yellow' }], width);
  const keys: [string, string][] = [
    ['q', 'quit'], ['?', 'keys'],
    ...(mode === 'replay' ? ([['space', 'pause'], ['.', 'step'], ['← →', 'seek'], ['< >', 'speed']] as [string, string][]) : []),
    ...(mode === 'run' && !ended ? ([['space', 'pause'], ['c', 'checkpoint'], ['] [', 'concurrency']] as [string, string][]) : []),
    ['1-6', 'enlarge'], ['+ -', 'zoom'], ['s', 'smooth'], ['f', 'freeze'], ['i', 'pictures'],
  ];
  return fitLine([span(' '), ...joined(keys.map(([key, does]): Line => [bold(key), dim(` ${does}`)]), '   ', width - 1)], width);
}
