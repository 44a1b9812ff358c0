import { mix } from './mix.js';

/** A permutation of 0 .. n - 1 that computes any place without the others. */
export type Permutation = (place: number) => number;

/** The two permutations of an epoch: the order of its samples, and the order of the samples that replace bad ones. */
export type Purpose = 'order' | 'replacements';

/** With 20 rounds or more, the orders of 2 to 6 samples pass a chi-square test over 300,000 seeds. With 16, those of 6 fail. */
const ROUNDS = 24;

/**
 * Returns the permutation of `n` (1 to 2^32) samples for (seed, epoch). It takes no memory: a generalised Feistel network on
 * pairs (left, right) with left < a, right < b and a * b just above n, repeated while its result is n or more
 * (J. Black, P. Rogaway, "Ciphers with Arbitrary Finite Domains", CT-RSA 2002, sections 3 and 5). A place takes fewer than
 * two walks on average.
 */
export function permutation(n: number, seed: number, epoch: number, purpose: 'order' | 'replacements' = 'order'): Permutation {
  const a = Math.ceil(Math.sqrt(n));
  const b = Math.ceil(n / a);
  const keys = Uint32Array.from({ length: ROUNDS }, (_, round) => keyOf(seed, epoch, purpose, round));
  const walk = (place: number): number => {
    let left = place % a;
    let right = (place - left) / a;
    for (let round = 0; round < ROUNDS; round += 2) {
      left = (left + mix(right ^ keys[round])) % a;
      right = (right + mix(left ^ keys[round + 1])) % b;
    }
    return left + right * a;
  };
  return (place) => {
    let sample = walk(place);
    while (sample >= n) sample = walk(sample);
    return sample;
  };
}

function keyOf(seed: number, epoch: number, purpose: Purpose, round: number): number {
  let key = mix(seed + 0x9e3779b9);
  key = mix(key ^ epoch);
  return mix(key + mix(round * 2 + (purpose === 'order' ? 0 : 1) + 0x85ebca6b) + mix(seed ^ Math.imul(round + 1, 0xc2b2ae35)));
}
