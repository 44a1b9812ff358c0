import type { Anatomy, Ears, Eyes, Head, Tail } from './anatomy.js';
import type { Breed } from './breeds.js';
import type { Dice } from './random.js';

/** A cat: short muzzle, large slanted eyes with slits or wide pupils, ears that stand, a long even tail. */
export function cat(chance: Dice, breed: Breed): Anatomy {
  return { head: head(chance, breed), body: {
    length: chance.around(2.4, 0.3),
    chest: chance.around(0.92, 0.12),
    hip: chance.around(1, 0.14),
    leg: chance.around(breed.leg, 0.2),
    limb: chance.around(0.27, 0.04),
    neck: chance.around(0.4, 0.2),
  }, tail: tail(chance, breed) };
}

function head(chance: Dice, breed: Breed): Head {
  return {
    skull: [chance.around(breed.skull, 0.05), chance.around(0.86, 0.05), 0.85],
    cheek: chance.around(0.5, 0.1),
    muzzle: {
      length: Math.max(0, chance.around(breed.muzzle[0], 0.08)),
      width: chance.around(breed.muzzle[1], 0.04),
      height: chance.around(-0.3, 0.05),
      jowl: chance.around(0.02, 0.04),
    },
    brow: chance.between(0, 0.1),
    nose: chance.around(0.12, 0.02),
    ears: ears(chance, breed),
    eyes: eyes(chance),
    whiskers: { count: chance.whole(3, 6), length: chance.around(1.2, 0.4), strength: chance.between(0.15, 0.8) },
    tongue: chance.chance(0.03),
    ruff: breed.ruff * chance.between(0.7, 1.3),
  };
}

function ears(chance: Dice, breed: Breed): Ears {
  const cock = chance.around(0, 12);
  const splay = chance.between(0.05, 0.3);
  if (chance.chance(0.03)) {
    return {
      kind: 'folded', cock, tip: null, outline: [1.6, 0.8],
      at: [0.55, 0.62, 0.2], along: [0.12 + splay, chance.between(-0.02, 0.2), 0.42], across: [0.32, -0.2, -0.05],
    };
  }
  return {
    kind: breed.ears, cock, tip: null, outline: [chance.between(1.05, 1.35), chance.between(0.88, 1)],
    at: [chance.around(0.57, 0.05), 0.48, 0.05], along: [splay, chance.around(breed.ear, 0.12), chance.between(-0.12, 0.08)],
    across: [chance.around(0.38, 0.05), -0.2, -0.14],
  };
}

function eyes(chance: Dice): Eyes {
  const asleep = chance.chance(0.05);
  const wide = chance.chance(0.35);
  return {
    size: chance.around(0.25, 0.03),
    apart: chance.around(0.43, 0.04),
    height: chance.around(0.04, 0.05),
    slant: chance.around(12, 8),
    open: asleep ? 0 : chance.between(0.7, 0.95),
    pupil: wide ? [chance.between(0.45, 0.6), 0.72] : [chance.between(0.1, 0.28), 0.85],
    iris: 1,
    gaze: [chance.around(0, 0.2), chance.around(0, 0.15)],
  };
}

function tail(chance: Dice, breed: Breed): Tail {
  const thick = breed.tail === 'thick' ? chance.between(0.28, 0.42) : chance.between(0.15, 0.23);
  return {
    length: chance.between(2.4, 3.6),
    radii: [thick, thick * chance.between(0.95, 1.1), thick * chance.between(0.65, 0.85)],
    rise: chance.between(-35, 80),
    curl: chance.around(0, 16),
    swing: chance.around(0, 18),
  };
}
