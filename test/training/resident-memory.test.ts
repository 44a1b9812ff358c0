import { expect, it } from 'vitest';
import { ResidentMemory } from '../../src/training/run/resident-memory.js';

it('samples memory at the first step, and then once a second', () => {
  let now = 5;
  const resident = new ResidentMemory(() => now);
  const told = [0, 400, 599, 1, 999, 1].map((ms) => {
    now += ms;
    return 'memory' in resident.sample();
  });
  expect(told).toEqual([true, false, false, true, false, true]);
  expect(new ResidentMemory().sample().memory).toBeGreaterThan(1e6);
});
