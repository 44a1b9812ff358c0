import type { Anatomy, Ears, Eyes, Head, Tail } from './anatomy.js';
import type { Dice } from './random.js';

/** A cat: short muzzle, large slanted eyes with slits or wide pupils, ears that mostly stand, a long even tail. */
export function cat(chance: Dice): Anatomy {
  return { head: head(chance), body: {
    length: chance.around(2.5, 0.45),
    chest: chance.around(0.95, 0.2),
    hip: chance.around(1, 0.2),
    leg: chance.around(1.4, 0.4),
    limb: chance.around(0.28, 0.06),
    neck: chance.around(0.45, 0.25),
  }, tail: tail(chance) };
}

function head(chance: Dice): Head {
  const flat = chance.chance(0.12);
  return {
    skull: [chance.around(1, 0.09), chance.around(0.86, 0.08), 0.85],
    cheek: chance.around(0.5, 0.12),
    muzzle: {
      length: flat ? chance.between(0, 0.08) : chance.around(0.2, 0.16),
      width: chance.around(0.3, 0.06),
      height: chance.around(-0.3, 0.06),
      jowl: chance.around(0.02, 0.05),
    },
    brow: chance.between(0, 0.1),
    nose: chance.around(0.12, 0.03),
    ears: ears(chance),
    eyes: eyes(chance),
    whiskers: { count: chance.whole(3, 6), length: chance.around(1.2, 0.4), strength: chance.between(0.15, 0.8) },
    tongue: chance.chance(0.04),
    ruff: chance.chance(0.3) ? chance.between(0.2, 0.5) : 0,
  };
}

function ears(chance: Dice): Ears {
  const cock = chance.around(0, 14);
  const splay = chance.between(0.02, 0.35);
  if (chance.chance(0.07)) {
    return {
      kind: 'folded', cock, tip: null, outline: [1.6, 0.8],
      at: [0.55, 0.62, 0.2], along: [0.12 + splay, chance.between(-0.02, 0.2), 0.42], across: [0.32, -0.2, -0.05],
    };
  }
  return {
    kind: 'pointed', cock, tip: null, outline: [chance.between(1.05, 1.5), chance.between(0.85, 1)],
    at: [chance.around(0.56, 0.07), 0.48, 0.05], along: [splay, chance.around(0.92, 0.2), chance.between(-0.15, 0.1)],
    across: [chance.around(0.36, 0.06), -0.2, -0.14],
  };
}

function eyes(chance: Dice): Eyes {
  const asleep = chance.chance(0.07);
  const wide = chance.chance(0.35);
  return {
    size: chance.around(0.23, 0.04),
    apart: chance.around(0.43, 0.05),
    height: chance.around(0.04, 0.06),
    slant: chance.around(12, 10),
    open: asleep ? 0 : chance.between(0.62, 0.95),
    pupil: wide ? [chance.between(0.45, 0.68), 0.72] : [chance.between(0.1, 0.28), 0.85],
    iris: 1,
    gaze: [chance.around(0, 0.2), chance.around(0, 0.15)],
  };
}

function tail(chance: Dice): Tail {
  const thick = chance.chance(0.3) ? chance.between(0.28, 0.42) : chance.between(0.15, 0.23);
  return {
    length: chance.between(2.4, 3.6),
    radii: [thick, thick * chance.between(0.95, 1.1), thick * chance.between(0.65, 0.85)],
    rise: chance.between(-35, 80),
    curl: chance.around(0, 16),
    swing: chance.around(0, 18),
  };
}
