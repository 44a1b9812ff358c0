import type { Answer } from '../types.js';

/** The answer for a picture that no worker could answer for. */
export const refused = (refused: string): Answer => ({ refused, from: 'file', readMs: 0, decodeMs: 0 });

/** Deaths of a worker, or of its process, that a picture alone brought on: then it is not tried any more. */
export const FATAL_DEATHS = 2;
export const fatal = (reason: string): Answer => refused(`decoding it ended the worker ${reason === KILL ? 'again and again' : 'twice'} (${reason})`);

/** Sent by whoever wants a process gone, and by a system that is out of memory, which may be a picture's doing. */
const KILL = 'SIGKILL';
/** Sent by people and other programs only. */
const FROM_OUTSIDE: readonly string[] = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];
const KILLS_A_DEATH = 4;

/** For how much of a death the end of a process counts against the picture that was alone in work, by what it ended of. */
export const weightOf = (reason: string): number => (reason === KILL ? 1 / KILLS_A_DEATH : FROM_OUTSIDE.includes(reason) ? 0 : 1);
