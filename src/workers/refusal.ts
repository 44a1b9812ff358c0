import type { Answer } from './types.js';

/** The answer for a picture that no worker could answer for. */
export const refusal = (refused: string): Answer => ({ refused, from: 'file', readMs: 0, decodeMs: 0 });

/** Deaths of a worker, or of its process, that a picture alone brought on: then it is not tried any more. */
export const FATAL_DEATHS = 2;
export const fatal = (reason: string): Answer => refusal(`decoding it ended the worker twice (${reason})`);
