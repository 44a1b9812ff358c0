import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Nice value: enough that the main thread does not wait for a decoder's time slice to end, on a machine with as many cores. */
const NICE = 5;

/**
 * Gives this thread a lower priority than the main thread, which hands out work and answers keys. Only Linux has priorities for
 * threads. Elsewhere, and where it is not permitted, nothing changes.
 */
export function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').pop());
    setPriority(thread, NICE);
  } catch {
    // The pool works without it.
  }
}
