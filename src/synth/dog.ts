import type { Anatomy, Ears, Eyes, Head, Tail } from './anatomy.js';
import type { Breed } from './breeds.js';
import type { Dice } from './random.js';

/** A dog: a muzzle that stands out, a large nose, smaller eyes with round pupils, ears that mostly hang, a tapered tail. */
export function dog(chance: Dice, breed: Breed): Anatomy {
  return { head: head(chance, breed), body: {
    length: chance.around(2.8, 0.4),
    chest: chance.around(1.12, 0.14),
    hip: chance.around(0.92, 0.12),
    leg: chance.around(breed.leg, 0.25),
    limb: chance.around(0.33, 0.05),
    neck: chance.around(0.75, 0.25),
  }, tail: tail(chance, breed) };
}

function head(chance: Dice, breed: Breed): Head {
  return {
    skull: [chance.around(breed.skull, 0.05), chance.around(0.84, 0.05), 0.88],
    cheek: chance.around(0.4, 0.1),
    muzzle: {
      length: chance.around(breed.muzzle[0], 0.14),
      width: chance.around(breed.muzzle[1], 0.05),
      height: chance.around(-0.27, 0.05),
      jowl: chance.around(0.08, 0.06),
    },
    brow: chance.between(0.05, 0.2),
    nose: chance.around(0.2, 0.03),
    ears: ears(chance, breed),
    eyes: eyes(chance),
    whiskers: { count: chance.whole(0, 4), length: chance.around(0.7, 0.3), strength: chance.between(0, 0.4) },
    tongue: chance.chance(0.35),
    ruff: breed.ruff * chance.between(0.7, 1.3),
  };
}

function ears(chance: Dice, { ears: kind, ear }: Breed): Ears {
  const cock = chance.around(0, 12);
  const splay = chance.between(0.02, 0.3);
  if (kind === 'floppy') {
    return {
      kind, cock, tip: null, outline: [chance.between(2.2, 4), 0.5],
      at: [0.76, chance.between(0.35, 0.6), 0.08], along: [splay, -chance.around(ear, 0.2), chance.between(0, 0.3)],
      across: [chance.between(0.2, 0.32), 0.1, 0.3],
    };
  }
  return {
    kind, cock,
    tip: kind === 'tipped' ? [chance.between(0, 0.2), -chance.between(0.2, 0.42), chance.between(0.2, 0.4)] : null,
    outline: kind === 'pointed' ? [chance.between(1.1, 1.7), chance.between(0.8, 1)] : [6, 0.6],
    at: [chance.around(0.58, 0.06), 0.48, 0.02], along: [splay, chance.around(ear, 0.12), 0], across: [chance.around(0.29, 0.05), -0.12, -0.1],
  };
}

function eyes(chance: Dice): Eyes {
  const asleep = chance.chance(0.05);
  return {
    size: chance.around(0.16, 0.03),
    apart: chance.around(0.4, 0.04),
    height: chance.around(0.1, 0.05),
    slant: chance.around(0, 10),
    open: asleep ? 0 : chance.between(0.65, 1),
    pupil: [chance.between(0.4, 0.6), 0.55],
    iris: chance.between(0.75, 0.95),
    gaze: [chance.around(0, 0.2), chance.around(0, 0.15)],
  };
}

function tail(chance: Dice, breed: Breed): Tail {
  const root = chance.between(0.2, 0.3);
  return {
    length: chance.between(1.2, 2.6),
    radii: breed.tail === 'thick' ? [root, root * chance.between(1.4, 1.9), root * 0.7] : [root, root * 0.7, root * chance.between(0.25, 0.45)],
    rise: chance.between(-45, 75),
    curl: chance.chance(0.3) ? chance.between(18, 34) : chance.around(4, 12),
    swing: chance.around(0, 14),
  };
}
