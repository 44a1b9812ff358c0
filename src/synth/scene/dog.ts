import type { Anatomy, Ears, Eyes, Head, Tail } from './anatomy.js';
import type { Breed } from './breeds.js';
import type { Random } from './random.js';

/** Returns a dog: long muzzle, large nose, smaller eyes with round pupils, ears that mostly hang, a tapered tail. */
export function dog(random: Random, breed: Breed): Anatomy {
  return { head: head(random, breed), body: {
    length: random.around(2.8, 0.4),
    chest: random.around(1.12, 0.14),
    hip: random.around(0.92, 0.12),
    leg: random.around(breed.leg, 0.25),
    limb: random.around(0.33, 0.05),
    neck: random.around(0.75, 0.25),
  }, tail: tail(random, breed) };
}

function head(random: Random, breed: Breed): Head {
  return {
    skull: [random.around(breed.skull, 0.05), random.around(0.84, 0.05), 0.88],
    cheek: random.around(0.4, 0.1),
    muzzle: {
      length: random.around(breed.muzzle[0], 0.14),
      width: random.around(breed.muzzle[1], 0.05),
      height: random.around(-0.27, 0.05),
      jowl: random.around(0.08, 0.06),
    },
    brow: random.between(0.05, 0.2),
    nose: random.around(0.2, 0.03),
    ears: ears(random, breed),
    eyes: eyes(random),
    whiskers: { count: random.whole(0, 4), length: random.around(0.7, 0.3), strength: random.between(0, 0.4) },
    tongue: random.chance(0.35),
    ruff: breed.ruff * random.between(0.7, 1.3),
  };
}

function ears(random: Random, { ears: kind, ear }: Breed): Ears {
  const cock = random.around(0, 12);
  const splay = random.between(0.02, 0.3);
  if (kind === 'floppy') {
    return {
      kind, cock, tip: null, outline: [random.between(2.2, 4), 0.5],
      at: [0.76, random.between(0.35, 0.6), 0.08], along: [splay, -random.around(ear, 0.2), random.between(0, 0.3)],
      across: [random.between(0.2, 0.32), 0.1, 0.3],
    };
  }
  return {
    kind, cock,
    tip: kind === 'tipped' ? [random.between(0, 0.2), -random.between(0.2, 0.42), random.between(0.2, 0.4)] : null,
    outline: kind === 'pointed' ? [random.between(1.1, 1.7), random.between(0.8, 1)] : [6, 0.6],
    at: [random.around(0.58, 0.06), 0.48, 0.02], along: [splay, random.around(ear, 0.12), 0], across: [random.around(0.29, 0.05), -0.12, -0.1],
  };
}

function eyes(random: Random): Eyes {
  const asleep = random.chance(0.05);
  return {
    size: random.around(0.16, 0.03),
    apart: random.around(0.4, 0.04),
    height: random.around(0.1, 0.05),
    slant: random.around(0, 10),
    open: asleep ? 0 : random.between(0.65, 1),
    pupil: [random.between(0.4, 0.6), 0.55],
    iris: random.between(0.75, 0.95),
    gaze: [random.around(0, 0.2), random.around(0, 0.15)],
  };
}

function tail(random: Random, breed: Breed): Tail {
  const root = random.between(0.2, 0.3);
  return {
    length: random.between(1.2, 2.6),
    radii: breed.tail === 'thick' ? [root, root * random.between(1.4, 1.9), root * 0.7] : [root, root * 0.7, root * random.between(0.25, 0.45)],
    rise: random.between(-45, 75),
    curl: random.chance(0.3) ? random.between(18, 34) : random.around(4, 12),
    swing: random.around(0, 14),
  };
}
