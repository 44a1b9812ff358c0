import { map, type OperatorFunction } from 'rxjs';
import type { RunEvent } from '../events/index.js';

/**
 * Names the run by the folder in which it was found. Its log names it as its own process saw it: from another current folder,
 * or before it was moved.
 */
export const inFolder = (folder: string): OperatorFunction<RunEvent, RunEvent> => map((event) => (event.type === 'run-start' ? { ...event, run: folder } : event));
