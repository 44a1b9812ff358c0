import { expect, it } from 'vitest';
import { flatness, type Look } from '../../bench/step/flatness.js';

/** Looks after steps counted from 1. */
const looks = (count: number, at: (step: number) => Partial<Look> = () => ({})): Look[] =>
  Array.from({ length: count }, (_, index) => ({ residentMb: 1000, tensors: 600, bytes: 1e8, ...at(index + 1) }));

it('is flat where the start alone moves', () => {
  const start = looks(400, (step) => ({ ...(step < 3 && { tensors: step, bytes: step }), ...(step <= 100 && { residentMb: 500 }) }));
  expect(flatness(start)).toEqual({
    tensors: { settled: 600, least: 600, most: 600 }, bytes: { settled: 1e8, least: 1e8, most: 1e8 },
    residentMb: [500, 1000, 1000, 1000], growth: 0, fault: null,
  });
});

it('is not where one step leaves a tensor, or a larger one', () => {
  expect(flatness(looks(300, (step) => (step === 300 ? { tensors: 601 } : {}))).fault).toBe('there were 600 tensors after step 3, and 600 to 601 later');
  expect(flatness(looks(300, (step) => (step === 4 ? { bytes: 9 } : {}))).fault).toBe('there were 100000000 bytes in tensors after step 3, and 9 to 100000000 later');
});

it('allows the resident set five percent, from the second hundred to the last whole one', () => {
  const growing = (by: number) => flatness(looks(1050, (step) => ({ residentMb: step > 900 && step <= 1000 ? 1000 * (1 + by) : 1000 })));
  expect(growing(0.049).fault).toBeNull();
  expect(growing(0.06).fault).toBe('the resident set grew by 6.0 %; 5 % is the bound');
});

it('does not mind a moment in which it held more', () => {
  expect(flatness(looks(300, (step) => (step === 250 ? { residentMb: 5000 } : {}))).fault).toBeNull();
});
