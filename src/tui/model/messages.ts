import { formatDuration, formatPercent, pluralize } from '../../config/index.js';
import { describeEstimate, endings, type EventOf, type RunEvent } from '../../events/index.js';

/** A message about an event. */
export interface Message {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** `detail`: what only few people want to read, such as checkpoints. */
  readonly level: 'detail' | 'info' | 'warning' | 'error';
  readonly text: string;
  /** Whether it is about the best weights so far, or the result of the run. */
  readonly good?: boolean;
}

/** The best epoch so far. */
type Best = Pick<EventOf<'epoch'>, 'epoch' | 'val'>;

/** The most messages in the model. */
const MAX_MESSAGES = 500;

/** Returns the newest messages with one more, oldest first. */
export const withMessage = (messages: readonly Message[], message: Message): readonly Message[] => [...messages.slice(-MAX_MESSAGES + 1), message];

/** Returns an event as a sentence; null where other panels show it. @param best the best epoch before this event */
export function messageOf(event: RunEvent, best: Best | null): Message | null {
  const message = (level: Message['level'], text: string): Message => ({ time: event.time, level, text });
  switch (event.type) {
    case 'run-start':
      return message('info', event.resumedAt === 0 ? `the run begins: ${event.recipe}, ${event.model}` : `the run resumes after step ${event.resumedAt}`);
    case 'estimate':
      return message('info', describeEstimate(event));
    case 'epoch':
      return { ...message('info', epochText(event, best)), good: event.best };
    case 'quarantine':
      return message('warning', `quarantined ${event.path}: ${event.reason}`);
    case 'checkpoint':
      return message('detail', `checkpoint: the ${event.which} weights, after step ${event.step}`);
    case 'pause':
      return message('info', event.paused ? 'the run is paused' : 'the run resumes');
    case 'log':
      return message(event.level, event.message);
    case 'run-end':
      return { ...message(levelOf(event), endText(event)), good: event.outcome === 'done' };
    default:
      return null;
  }
}

const levelOf = ({ outcome }: EventOf<'run-end'>): Message['level'] => (outcome === 'done' ? 'info' : outcome === 'failed' ? 'error' : 'warning');

const percent = (share: number): string => formatPercent(share, 1);

function epochText({ epoch, epochs, val, best: isBest }: EventOf<'epoch'>, best: Best | null): string {
  const which = epoch === 0 ? 'before the first step' : `epoch ${epoch}/${epochs}`;
  const comparison = isBest ? '; the best so far' : best === null ? '' : `; the best is ${percent(best.val.accuracy)} at epoch ${best.epoch}`;
  return `${which}: accuracy ${percent(val.accuracy)}, loss ${val.loss.toPrecision(3)}${comparison}`;
}

function endText({ outcome, message, seconds, best, test }: EventOf<'run-end'>): string {
  const results = [
    ...(test === undefined ? [] : [`test accuracy ${percent(test.accuracy)} of ${pluralize(test.count, 'picture')}`]),
    ...(best === undefined ? [] : [`best validation ${percent(best.val.accuracy)} at epoch ${best.epoch}`]),
  ];
  const parts = [...(message === '' ? [] : [message]), ...(outcome === 'done' ? results : [])];
  const after = outcome === 'done' ? ` after ${formatDuration(seconds)}` : '';
  return `the run ${endings[outcome]}${after}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

/** Returns a warning where events are missing between `seq` and `event`; null where none are. */
export function gapBefore(event: RunEvent, seq: number | null): Message | null {
  if (seq === null) return null;
  const missing = event.seq - seq - 1;
  if (missing <= 0) return null;
  const which = missing === 1 ? `event ${seq + 1} is` : `events ${seq + 1} to ${event.seq - 1} are`;
  return { time: event.time, level: 'warning', text: `${which} missing here` };
}
