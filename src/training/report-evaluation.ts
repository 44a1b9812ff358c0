import type { OnProgress } from '../config/index.js';
import type { EventBody } from '../events/index.js';

/** Between two `evaluating` events, and before the first, ms: a set that is done sooner is told of by its score alone. */
const EVERY_MS = 2000;

/** Tells of a long pass over the validation or the test set, now and then. One for each pass. */
export function reportEvaluation(set: 'validation' | 'test', emit: (body: EventBody) => void, now: () => number = () => performance.now()): OnProgress {
  let toldAt = now();
  return ({ done, total, perSecond, secondsLeft }) => {
    if (now() - toldAt < EVERY_MS || done === total) return;
    toldAt = now();
    emit({ type: 'evaluating', set, done, total, perSecond, secondsLeft });
  };
}
