import type { RunEvent } from '../../events/index.js';
import { messages } from '../messages.js';

/**
 * Returns a warning about steps that the log lacks: the disk was full, or the machine went down.
 * @param previous the events in the log when the run is resumed
 * @param log its path
 * @param resumedAt the step after which the run continues
 */
export function lostSteps(previous: readonly RunEvent[], log: string, resumedAt: number): readonly string[] {
  const newest = previous.findLast((event) => event.type === 'step' || event.type === 'epoch');
  const last = newest?.type === 'step' || newest?.type === 'epoch' ? newest.step : 0;
  return last < resumedAt ? [messages.lostSteps(log, last + 1, resumedAt)] : [];
}
