import type { OnProgress } from '../../config/index.js';
import type { EventBody, EventOf } from '../../events/index.js';

/** Milliseconds between two `evaluating` events, and before the first. A shorter pass emits none. */
const EVERY_MS = 2000;

/** Returns a listener that emits the progress of one pass over a set now and then. */
export function reportEvaluation(set: EventOf<'evaluating'>['set'], emit: (body: EventBody) => void, now: () => number = () => performance.now()): OnProgress {
  let emittedAt = now();
  return ({ done, total, perSecond, secondsLeft }) => {
    if (now() - emittedAt < EVERY_MS || done === total) return;
    emittedAt = now();
    emit({ type: 'evaluating', set, done, total, perSecond, secondsLeft });
  };
}
