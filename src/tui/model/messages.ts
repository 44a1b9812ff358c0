import type { EventOf, RunEvent } from '../../events/index.js';

/** One of the newest messages. */
export interface Message {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly level: 'info' | 'warning' | 'error';
  /** The type of the event that it tells of; `gap` where events are missing. */
  readonly about: RunEvent['type'] | 'gap';
  readonly text: string;
}

/** Messages that are kept. */
const MOST = 200;

/** Oldest first. */
export const withMessage = (messages: readonly Message[], message: Message): readonly Message[] => [...messages.slice(-MOST + 1), message];

/** What an event says, in a sentence; null where its numbers are shown elsewhere. */
export function messageOf(event: RunEvent): Message | null {
  const told = (level: Message['level'], text: string): Message => ({ time: event.time, level, about: event.type, text });
  switch (event.type) {
    case 'run-start': {
      return told('info', event.resumedAt === 0 ? `the run begins: ${event.recipe}, ${event.model}` : `the run goes on after step ${event.resumedAt}`);
    }
    case 'quarantine': {
      return told('warning', `quarantined ${event.path}: ${event.reason}`);
    }
    case 'checkpoint': {
      return told('info', `checkpoint: the ${event.which} weights, after step ${event.step}`);
    }
    case 'pause': {
      return told('info', event.paused ? 'the run stands still' : 'the run goes on');
    }
    case 'log': {
      return told(event.level, event.message);
    }
    case 'run-end': {
      return told(levelOf(event), event.message === '' ? `the run is ${event.outcome}` : `the run is ${event.outcome}: ${event.message}`);
    }
    default: {
      return null;
    }
  }
}

const levelOf = ({ outcome }: EventOf<'run-end'>): Message['level'] => (outcome === 'done' ? 'info' : outcome === 'failed' ? 'error' : 'warning');

/** That `event` does not follow upon `seq`; null where it does, or where nothing came before it. */
export function gapBefore(event: RunEvent, seq: number | null): Message | null {
  if (seq === null) return null;
  const missing = event.seq - seq - 1;
  if (missing <= 0) return null;
  const which = missing === 1 ? `event ${seq + 1} is` : `events ${seq + 1} to ${event.seq - 1} are`;
  return { time: event.time, level: 'warning', about: 'gap', text: `${which} missing here` };
}
