import { setImmediate as turn } from 'node:timers/promises';

/** Milliseconds that the event loop may be held. People notice more; a turn costs far less. */
const HOLD_MS = 8;

/** Last turn of the event loop that this module saw. A thread has one loop, so this is shared by everything that computes in it. */
let lastTurn = 0;

/**
 * Gives streams, timers and signals a turn if they had none for 8 ms. To be called between operations: a step is submitted
 * in some 30 ms with whisker's addon, and computed operation by operation with the others, which takes half a minute with
 * the article's settings on a CPU.
 */
export async function yieldToEventLoop(): Promise<void> {
  if (performance.now() - lastTurn < HOLD_MS) return;
  await turn();
  lastTurn = performance.now();
}
