import type { Answer } from '../types.js';

/** Returns the answer for a picture that no worker could answer for. */
export const refuse = (refused: string): Answer => ({ refused, from: 'file', readMs: 0, decodeMs: 0 });

/** Deaths that a picture may cause while it is decoded on its own. After that it is refused. */
export const FATAL_DEATHS = 2;

export const fatal = (reason: string): Answer => refuse(`decoding it ended the worker ${reason === KILL ? 'again and again' : 'twice'} (${reason})`);

/** Sent by people and programs that want a process to end, and by a system without memory. Memory may be the picture's fault. */
const KILL = 'SIGKILL';
const KILL_BLAME = 1 / 4;
/** Sent by people and programs only. */
const FROM_OUTSIDE: readonly string[] = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

/** Returns how much of a death counts against the only picture in a process that ended. */
export const blameFor = (reason: string): number => (reason === KILL ? KILL_BLAME : FROM_OUTSIDE.includes(reason) ? 0 : 1);
