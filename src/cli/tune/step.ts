import { setImmediate as turn } from 'node:timers/promises';
import type { TrainOptions } from '../../config/index.js';
import type { StepProbe } from '../../training/index.js';
import { MIN_SECONDS, PROCESS_CLOCK, type Clock } from './measurement.js';

/**
 * Measures how many pictures a second the step takes when they are always ready.
 * @param limit seconds after which it ends; a step under way then still finishes
 * @param shortest seconds that it takes at least
 */
export async function measureStep(stepProbe: StepProbe, { size, batch }: TrainOptions, signal: AbortSignal, limit: number, { now: clock }: Clock = PROCESS_CLOCK, shortest = MIN_SECONDS): Promise<number> {
  // Random pixels take the same time as pictures.
  const pixels = Uint8Array.from({ length: batch * size * size * 3 }, (_, index) => (index * 2_654_435_761) >>> 24);
  const end = clock() + limit * 1000;
  let began = clock();
  await stepProbe.step([pixels], batch);
  // The first step also prepares the engine. It counts only when there is no time for another.
  if (clock() >= end) return (batch * 1000) / (clock() - began);
  began = clock();
  let seconds = 0;
  let steps = 0;
  for (; clock() < end && (seconds < shortest || steps < 2); seconds = (clock() - began) / 1000) {
    await turn();
    signal.throwIfAborted();
    await stepProbe.step([pixels], batch);
    steps++;
  }
  return (steps * batch) / seconds;
}
