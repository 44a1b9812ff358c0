import type { RunEvent } from '../events/index.js';
import { messages } from './messages.js';

/**
 * What to tell of steps that a run did before it ended and that never came into its log: the disk was full, or the machine went down.
 * @param past what the log tells before the run goes on
 * @param log its path
 * @param resumedAt the step after which it goes on
 */
export function lostSteps(past: readonly RunEvent[], log: string, resumedAt: number): readonly string[] {
  const told = past.findLast((event) => event.type === 'step' || event.type === 'epoch');
  const last = told?.type === 'step' || told?.type === 'epoch' ? told.step : 0;
  return last < resumedAt ? [messages.lostSteps(log, last + 1, resumedAt)] : [];
}
