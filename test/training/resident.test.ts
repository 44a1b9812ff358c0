import { expect, it } from 'vitest';
import { Resident } from '../../src/training/resident.js';

it('memory is told with the first step, and then once a second', () => {
  let now = 5;
  const resident = new Resident(() => now);
  const told = [0, 400, 599, 1, 999, 1].map((ms) => {
    now += ms;
    return 'memory' in resident.look();
  });
  expect(told).toEqual([true, false, false, true, false, true]);
  expect(new Resident().look().memory).toBeGreaterThan(1e6);
});
