import type { OnProgress } from '../../config/index.js';
import type { EventBody, EventOf } from '../../events/index.js';

/** Milliseconds between two `evaluating` events, and before the first. A shorter pass emits none. The end of a pass has an event of its own, unless the set is only decoded. */
const EVERY_MS = 2000;

/** Returns a listener that emits the progress of one pass over a set now and then. */
export function reportEvaluation(what: Pick<EventOf<'evaluating'>, 'set' | 'pass'>, emit: (body: EventBody) => void, now: () => number = () => performance.now()): OnProgress {
  let emittedAt = now();
  let emitted = false;
  return ({ done, total, perSecond, secondsLeft }) => {
    const ends = what.pass === 'decode' && emitted;
    if (done === total ? !ends : now() - emittedAt < EVERY_MS) return;
    emittedAt = now();
    emitted = true;
    emit({ type: 'evaluating', ...what, done, total, perSecond, secondsLeft });
  };
}
