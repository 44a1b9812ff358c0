import type { RunCommand } from '../../events/index.js';
import type { Action } from './bindings.js';

/** Returns the command that an action sends to the run, with the status message until the run answers with an event; null where it sends none. */
export function commandOf(action: Action, paused: boolean): { readonly command: RunCommand; readonly message: string } | null {
  switch (action.type) {
    case 'more-concurrency':
      return { command: { type: 'concurrency', change: 'increase' }, message: 'more concurrency from the next step on' };
    case 'less-concurrency':
      return { command: { type: 'concurrency', change: 'decrease' }, message: 'less concurrency from the next step on' };
    case 'more-prefetch':
      return { command: { type: 'prefetch', change: 'increase' }, message: 'one more batch of prefetch from the next step on' };
    case 'less-prefetch':
      return { command: { type: 'prefetch', change: 'decrease' }, message: 'one batch of prefetch less from the next step on' };
    case 'more-workers':
      return { command: { type: 'workers', change: 'increase' }, message: 'one more worker from the next step on' };
    case 'less-workers':
      return { command: { type: 'workers', change: 'decrease' }, message: 'one worker less from the next step on' };
    case 'autotune':
      return { command: { type: 'autotune' }, message: 'the run finds the concurrency from the next step on' };
    case 'checkpoint':
      return { command: { type: 'checkpoint' }, message: 'the run writes a checkpoint after this step' };
    case 'pause':
      return paused ? { command: { type: 'resume' }, message: 'the run resumes' } : { command: { type: 'pause' }, message: 'the run pauses after this step; space resumes it' };
    default:
      return null;
  }
}
