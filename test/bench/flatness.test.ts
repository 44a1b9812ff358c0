import { expect, it } from 'vitest';
import { flatness, type MemorySample } from '../../bench/step/flatness.js';

/** Returns samples after steps counted from 1. */
const samples = (count: number, at: (step: number) => Partial<MemorySample> = () => ({})): MemorySample[] =>
  Array.from({ length: count }, (_, index) => ({ residentMb: 1000, tensors: 600, bytes: 1e8, ...at(index + 1) }));

it('is flat if memory changes only at the start', () => {
  const start = samples(400, (step) => ({ ...(step < 3 && { tensors: step, bytes: step }), ...(step <= 100 && { residentMb: 500 }) }));
  expect(flatness(start)).toEqual({
    tensors: { first: 600, least: 600, greatest: 600 }, bytes: { first: 1e8, least: 1e8, greatest: 1e8 },
    residentMb: [500, 1000, 1000, 1000], growth: 0, fault: null,
  });
});

it('is not flat if a step leaves a tensor, or a larger one', () => {
  expect(flatness(samples(300, (step) => (step === 300 ? { tensors: 601 } : {}))).fault).toBe('there were 600 tensors after step 3, and 600 to 601 later');
  expect(flatness(samples(300, (step) => (step === 4 ? { bytes: 9 } : {}))).fault).toBe('there were 100000000 bytes in tensors after step 3, and 9 to 100000000 later');
});

it('allows the resident set five percent, from the second hundred to the last whole one', () => {
  const growing = (by: number) => flatness(samples(1050, (step) => ({ residentMb: step > 900 && step <= 1000 ? 1000 * (1 + by) : 1000 })));
  expect(growing(0.049).fault).toBeNull();
  expect(growing(0.06).fault).toBe('the resident set grew by 6.0 %, and 5 % is allowed');
});

it('allows a short peak', () => {
  expect(flatness(samples(300, (step) => (step === 250 ? { residentMb: 5000 } : {}))).fault).toBeNull();
});
