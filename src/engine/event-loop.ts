import { setImmediate as turn } from 'node:timers/promises';

/** Short beside what anybody sees or waits for, long beside what a turn costs. */
const HOLD_MS = 8;

/** When the event loop last turned, as far as is known here. A thread has one, whoever computes. */
let turned = 0;

/**
 * Between two operations: lets streams, timers and signals have their turn, if they had none for 8 ms. Where operations are
 * queued (queued.ts) it is asking for them that takes time; elsewhere each is computed before its call returns, so that a step
 * would hold the event loop from its first operation to its last: half a minute, with the article's settings on a CPU.
 */
export async function yieldToEventLoop(): Promise<void> {
  if (performance.now() - turned < HOLD_MS) return;
  await turn();
  turned = performance.now();
}
