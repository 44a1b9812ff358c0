import { codeOf } from '../config/index.js';
import { eventsSoFar } from '../events/index.js';
import { warnings } from './errors.js';

/**
 * What to tell of steps that a run did before it ended and that never came into its log: the disk was full, or the machine went down.
 * @param log path of the log, before the run goes on
 * @param resumedAt the step after which it goes on
 * @throws the system's error when the log cannot be read
 */
export async function lostSteps(log: string, resumedAt: number): Promise<readonly string[]> {
  const events = await eventsSoFar(log).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const told = events.findLast((event) => event.type === 'step' || event.type === 'epoch');
  const last = told?.type === 'step' || told?.type === 'epoch' ? told.step : 0;
  return last < resumedAt ? [warnings.lostSteps(log, last + 1, resumedAt)] : [];
}
