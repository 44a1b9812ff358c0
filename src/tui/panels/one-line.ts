import { plain } from '../cells.js';
import type { Line } from '../charts/index.js';
import { bold, dim, joined, span, widthOfLine } from '../line.js';
import { bestOf, progressOf } from '../model/index.js';
import { clock, percent } from '../words.js';
import { evaluatingLine, stateLine, type HeaderProps } from './header.js';

export interface OneLineProps extends HeaderProps {
  /** Whether the question of `q` stands. */
  readonly asking: boolean;
  /** Why a key did nothing, or what it did; empty after some seconds. */
  readonly statusMessage: string;
}

/** The question of `q`, from long to short: a key must never end a run that did not say so. */
const QUESTIONS: readonly Line[] = [
  [bold('End the run after this step, with a checkpoint?', 'orange'), bold(' y'), dim(' end it '), bold(' n'), dim(' go on')],
  [bold('End the run?', 'orange'), bold(' y'), dim(' end it '), bold(' n'), dim(' go on')],
  [bold('End the run? y n', 'orange')],
  [bold('End? y n', 'orange')],
  [bold('y/n?', 'orange')],
];

/**
 * What matters most, in one line, on a screen too small for panels: the question of `q`, else the word on a key, else what is to be told
 * besides the events, else how far the run is. May be wider than the place.
 */
export function oneLine(props: OneLineProps): Line {
  const { place: { width }, notice, asking, statusMessage } = props;
  if (asking) return QUESTIONS.find((question) => widthOfLine(question) <= width) ?? QUESTIONS.at(-1) ?? [];
  if (statusMessage !== '') return [{ text: statusMessage, colour: 'yellow' }];
  return notice === '' ? progress(props) : [bold(plain(notice), 'orange')];
}

function progress(props: HeaderProps): Line {
  const { model, pace, place } = props;
  const { epoch, epochs, share } = progressOf(model);
  const best = bestOf(model);
  const parts: Line[] = [
    stateLine(props),
    epoch === 0 ? [dim('no step yet')] : [span(`epoch ${epoch}${epochs === null ? '' : `/${epochs}`}`)],
    model.evaluating === null ? [] : evaluatingLine(model.evaluating, true),
    share === null ? [] : [span(percent(share))],
    pace?.secondsLeft === undefined ? [] : [span(`${clock(pace.secondsLeft)} left`)],
    best === null ? [] : [span(`best ${percent(best.val.accuracy)}`)],
  ];
  return joined(parts, ' · ', place.width);
}
