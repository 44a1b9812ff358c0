import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normals, uniforms } from '../../src/engine/index.js';
import { philox } from '../../src/engine/noise.js';

/** Philox4x32-10 in big integers, as the paper writes it. */
function philoxAsWritten(counter: readonly number[], key: readonly number[]): number[] {
  let [a, b, c, d] = counter.map(BigInt);
  let [k0, k1] = key.map(BigInt);
  const word = 0xffffffffn;
  for (let round = 0; round < 10; round += 1) {
    const [left, right] = [0xd2511f53n * a, 0xcd9e8d57n * c];
    [a, b, c, d] = [(right >> 32n) ^ b ^ k0, right & word, (left >> 32n) ^ d ^ k1, left & word];
    [k0, k1] = [(k0 + 0x9e3779b9n) & word, (k1 + 0xbb67ae85n) & word];
  }
  return [a, b, c, d].map(Number);
}

const block = (counter: readonly number[], key: readonly number[]): number[] => {
  const out = new Uint32Array(4);
  philox(out, counter, key);
  return [...out];
};

describe('philox4x32-10', () => {
  // Random123's kat_vectors.
  it.each([
    [[0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
    [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]],
  ])('gives the known block for counter %j and key %j', (counter, key, expected) => {
    expect(philoxAsWritten(counter, key)).toEqual(expected);
    expect(block(counter, key)).toEqual(expected);
  });

  it('equals the big-integer version for every counter and key', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        expect(block(counter, key)).toEqual(philoxAsWritten(counter, key));
      }),
    );
  });
});

/** The mean and variance of n standard normals have deviations of 1 / sqrt(n) and sqrt(2 / n). Five deviations off is a fault. */
const COUNT = 200_000;
const moments = (values: Float32Array): { mean: number; variance: number } => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
};

describe('normals', () => {
  it('have mean 0, variance 1 and the right share beyond 3', () => {
    const values = normals(1, 'noise', 0, COUNT);
    const { mean, variance } = moments(values);
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(COUNT));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / COUNT));
    // 2.7 in a thousand.
    const beyond = values.filter((value) => Math.abs(value) > 3).length / COUNT;
    expect(beyond).toBeGreaterThan(0.0022);
    expect(beyond).toBeLessThan(0.0032);
  });

  it('are the same for the same arguments, and differ with any other argument', () => {
    const first = normals(7, 'noise', 3, 101);
    expect(normals(7, 'noise', 3, 101)).toEqual(first);
    for (const other of [normals(8, 'noise', 3, 101), normals(7, 'weights', 3, 101), normals(7, 'noise', 4, 101), normals(7, 'noise', 3 + 2 ** 32, 101)]) {
      expect(other).not.toEqual(first);
      // Nor are they shifted: they share almost no number.
      expect(other.filter((value) => first.includes(value)).length).toBeLessThan(2);
    }
  });

  it('are a prefix of those of a larger count', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), (few, more) => {
        expect(normals(1, 'noise', 9, few)).toEqual(normals(1, 'noise', 9, few + more).subarray(0, few));
      }),
    );
  });
});

it('uniforms fill their interval evenly', () => {
  const values = uniforms(1, 'weights', 0, COUNT, 0.5);
  expect(Math.max(...values.subarray(0, 10_000))).toBeLessThanOrEqual(0.5);
  expect(values.every((value) => Math.abs(value) <= 0.5)).toBe(true);
  const { mean, variance } = moments(values);
  expect(Math.abs(mean)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(COUNT));
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001);
});
