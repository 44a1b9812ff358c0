import { formatDuration, formatTimeLeft } from '../config/index.js';
import type { EventOf } from './schema.js';

/** Returns an estimate as a sentence. */
export function describeEstimate({ epochSeconds, secondsLeft, withValidation, corrected }: Omit<EventOf<'estimate'>, 'v' | 'seq' | 'time' | 'type'>): string {
  const besides = withValidation ? '' : ', without validation';
  return `${corrected ? 'Corrected: an' : 'An'} epoch takes about ${formatDuration(epochSeconds)}, the rest of the run about ${formatTimeLeft(secondsLeft)}${besides}.`;
}
