import type { Anatomy, Ears, Eyes, Head, Tail } from './anatomy.js';
import type { Breed } from './breeds.js';
import type { Random } from './random.js';

/** Returns a cat: short muzzle, large slanted eyes with slits or wide pupils, upright ears, a long even tail. */
export function cat(random: Random, breed: Breed): Anatomy {
  return { head: head(random, breed), body: {
    length: random.around(2.4, 0.3),
    chest: random.around(0.92, 0.12),
    hip: random.around(1, 0.14),
    leg: random.around(breed.leg, 0.2),
    limb: random.around(0.27, 0.04),
    neck: random.around(0.4, 0.2),
  }, tail: tail(random, breed) };
}

function head(random: Random, breed: Breed): Head {
  return {
    skull: [random.around(breed.skull, 0.05), random.around(0.86, 0.05), 0.85],
    cheek: random.around(0.5, 0.1),
    muzzle: {
      length: Math.max(0, random.around(breed.muzzle[0], 0.08)),
      width: random.around(breed.muzzle[1], 0.04),
      height: random.around(-0.3, 0.05),
      jowl: random.around(0.02, 0.04),
    },
    brow: random.between(0, 0.1),
    nose: random.around(0.12, 0.02),
    ears: ears(random, breed),
    eyes: eyes(random),
    whiskers: { count: random.whole(3, 6), length: random.around(1.2, 0.4), strength: random.between(0.15, 0.8) },
    tongue: random.chance(0.03),
    ruff: breed.ruff * random.between(0.7, 1.3),
  };
}

function ears(random: Random, breed: Breed): Ears {
  const cock = random.around(0, 12);
  const splay = random.between(0.05, 0.3);
  if (random.chance(0.03)) {
    return {
      kind: 'folded', cock, tip: null, outline: [1.6, 0.8],
      at: [0.55, 0.62, 0.2], along: [0.12 + splay, random.between(-0.02, 0.2), 0.42], across: [0.32, -0.2, -0.05],
    };
  }
  return {
    kind: breed.ears, cock, tip: null, outline: [random.between(1.05, 1.35), random.between(0.88, 1)],
    at: [random.around(0.57, 0.05), 0.48, 0.05], along: [splay, random.around(breed.ear, 0.12), random.between(-0.12, 0.08)],
    across: [random.around(0.38, 0.05), -0.2, -0.14],
  };
}

function eyes(random: Random): Eyes {
  const asleep = random.chance(0.05);
  const wide = random.chance(0.35);
  return {
    size: random.around(0.25, 0.03),
    apart: random.around(0.43, 0.04),
    height: random.around(0.04, 0.05),
    slant: random.around(12, 8),
    open: asleep ? 0 : random.between(0.7, 0.95),
    pupil: wide ? [random.between(0.45, 0.6), 0.72] : [random.between(0.1, 0.28), 0.85],
    iris: 1,
    gaze: [random.around(0, 0.2), random.around(0, 0.15)],
  };
}

function tail(random: Random, breed: Breed): Tail {
  const thick = breed.tail === 'thick' ? random.between(0.28, 0.42) : random.between(0.15, 0.23);
  return {
    length: random.between(2.4, 3.6),
    radii: [thick, thick * random.between(0.95, 1.1), thick * random.between(0.65, 0.85)],
    rise: random.between(-35, 80),
    curl: random.around(0, 16),
    swing: random.around(0, 18),
  };
}
