import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** As `nice` counts: enough that the main thread need not wait for a decoder to have had its turn, on as many cores. */
const NICE = 5;

/**
 * Lets the main thread go before this one where both want a core: it hands out work and answers keys, for moments at a time.
 * Linux alone counts priorities by thread; elsewhere, and where it may not be, nothing is changed.
 */
export function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').pop());
    setPriority(thread, NICE);
  } catch {
    // It is a courtesy.
  }
}
