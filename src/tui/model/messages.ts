import { describeEstimate, type EventOf, type RunEvent } from '../../events/index.js';

/** A message about an event. */
export interface Message {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** The most messages in the model. */
const MAX_MESSAGES = 200;

/** Returns the newest messages with one more, oldest first. */
export const withMessage = (messages: readonly Message[], message: Message): readonly Message[] => [...messages.slice(-MAX_MESSAGES + 1), message];

/** Returns an event as a sentence; null where other panels show it. */
export function messageOf(event: RunEvent): Message | null {
  const message = (level: Message['level'], text: string): Message => ({ time: event.time, level, text });
  switch (event.type) {
    case 'run-start':
      return message('info', event.resumedAt === 0 ? `the run begins: ${event.recipe}, ${event.model}` : `the run resumes after step ${event.resumedAt}`);
    case 'estimate':
      return message('info', describeEstimate(event));
    case 'quarantine':
      return message('warning', `quarantined ${event.path}: ${event.reason}`);
    case 'checkpoint':
      return message('info', `checkpoint: the ${event.which} weights, after step ${event.step}`);
    case 'pause':
      return message('info', event.paused ? 'the run is paused' : 'the run resumes');
    case 'log':
      return message(event.level, event.message);
    case 'run-end':
      return message(levelOf(event), event.message === '' ? `the run is ${event.outcome}` : `the run is ${event.outcome}: ${event.message}`);
    default:
      return null;
  }
}

const levelOf = ({ outcome }: EventOf<'run-end'>): Message['level'] => (outcome === 'done' ? 'info' : outcome === 'failed' ? 'error' : 'warning');

/** Returns a warning where events are missing between `seq` and `event`; null where none are. */
export function gapBefore(event: RunEvent, seq: number | null): Message | null {
  if (seq === null) return null;
  const missing = event.seq - seq - 1;
  if (missing <= 0) return null;
  const which = missing === 1 ? `event ${seq + 1} is` : `events ${seq + 1} to ${event.seq - 1} are`;
  return { time: event.time, level: 'warning', text: `${which} missing here` };
}
