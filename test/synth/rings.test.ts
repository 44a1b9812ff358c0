import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawComplement, drawRings, RINGS, shareNear } from '../../src/synth/index.js';

const { radii: [inner, outer], spread, margin } = RINGS;
const seeds = fc.nat({ max: 2 ** 32 - 1 });
const radiiOf = (xy: Float32Array): number[] => Array.from({ length: xy.length / 2 }, (_, index) => Math.hypot(xy[2 * index], xy[2 * index + 1]));

describe('the points of two circles', () => {
  it('lie within the spread of the circle of their class, in equal numbers, and follow from the seed', () => {
    fc.assert(fc.property(seeds, fc.integer({ min: 1, max: 60 }), (seed, pairs) => {
      const { xy, classes } = drawRings(2 * pairs, seed, 'test');
      expect(classes.filter((ring) => ring === 1)).toHaveLength(pairs);
      for (const [index, radius] of radiiOf(xy).entries()) expect(Math.abs(radius - [inner, outer][classes[index]])).toBeLessThanOrEqual(spread + 1e-6);
      expect(drawRings(2 * pairs, seed, 'test')).toEqual({ xy, classes });
      expect(drawRings(2 * pairs, seed, 'another').xy).not.toEqual(xy);
    }), { numRuns: 30 });
  });

  it('are at all angles', () => {
    const { xy } = drawRings(800, 3, 'test');
    const quarters = [0, 0, 0, 0];
    for (let at = 0; at < xy.length; at += 2) quarters[(xy[at] > 0 ? 1 : 0) + (xy[at + 1] > 0 ? 2 : 0)] += 1;
    for (const count of quarters) expect(count).toBeGreaterThan(150);
  });
});

describe('the complement', () => {
  it('has no place near the data, and none outside of the outer circle', () => {
    fc.assert(fc.property(seeds, (seed) => {
      const { xy } = drawRings(400, seed, 'unlabelled');
      const places = drawComplement(100, xy, seed);
      expect(shareNear(places, xy)).toBe(0);
      for (const radius of radiiOf(places)) expect(radius).toBeLessThanOrEqual(outer + 1e-6);
    }), { numRuns: 20 });
  });

  it('lies mostly between the circles', () => {
    const places = drawComplement(400, drawRings(600, 1, 'unlabelled').xy, 1);
    expect(radiiOf(places).filter((radius) => radius > inner && radius < outer).length).toBeGreaterThan(250);
  });
});

it('counts the points that are near others', () => {
  const others = Float32Array.of(0, 0, 2, 2);
  expect(shareNear(Float32Array.of(0.9 * margin, 0, 1, 1, 2, 2, 2, 2 + 1.1 * margin), others)).toBe(0.5);
});
