import type { Anatomy, Ears, Eyes, Head, Tail } from './anatomy.js';
import type { Dice } from './random.js';

/** A dog: a muzzle that stands out, a large nose, smaller eyes with round pupils, ears that mostly hang, a tapered tail. */
export function dog(chance: Dice): Anatomy {
  return { head: head(chance), body: {
    length: chance.around(2.8, 0.7),
    chest: chance.around(1.08, 0.22),
    hip: chance.around(0.92, 0.18),
    leg: chance.around(1.6, 0.75),
    limb: chance.around(0.31, 0.08),
    neck: chance.around(0.75, 0.4),
  }, tail: tail(chance) };
}

function head(chance: Dice): Head {
  const flat = chance.chance(0.1);
  const length = flat ? chance.between(0.15, 0.3) : chance.around(0.7, 0.3);
  return {
    skull: [chance.around(0.92, 0.1), chance.around(0.84, 0.08), 0.88],
    cheek: chance.around(0.42, 0.14),
    muzzle: { length, width: chance.around(0.4, 0.08), height: chance.around(-0.27, 0.07), jowl: chance.around(0.08, 0.08) },
    brow: chance.between(0.05, 0.2),
    nose: chance.around(0.19, 0.04),
    ears: ears(chance),
    eyes: eyes(chance),
    whiskers: { count: chance.whole(0, 4), length: chance.around(0.7, 0.3), strength: chance.between(0, 0.4) },
    tongue: chance.chance(0.3),
    ruff: chance.chance(0.3) ? chance.between(0.2, 0.5) : 0,
  };
}

function ears(chance: Dice): Ears {
  const cock = chance.around(0, 14);
  const kind = chance.pick(['floppy', 'floppy', 'floppy', 'floppy', 'floppy', 'floppy', 'tipped', 'tipped', 'tipped', 'pointed']);
  const splay = chance.between(0.02, 0.3);
  if (kind === 'floppy') {
    return {
      kind, cock, tip: null, outline: [chance.between(2.2, 4), 0.5],
      at: [0.74, chance.between(0.3, 0.6), 0.08], along: [splay, chance.around(-1.05, 0.35), chance.between(0, 0.3)],
      across: [chance.between(0.16, 0.28), 0.1, 0.3],
    };
  }
  const rise = kind === 'pointed' ? chance.around(0.95, 0.2) : chance.between(0.4, 0.6);
  return {
    kind, cock,
    tip: kind === 'tipped' ? [chance.between(0, 0.2), -chance.between(0.2, 0.42), chance.between(0.2, 0.4)] : null,
    outline: kind === 'pointed' ? [chance.between(1.1, 1.7), chance.between(0.8, 1)] : [6, 0.6],
    at: [chance.around(0.58, 0.06), 0.48, 0.02], along: [splay, rise, 0], across: [chance.around(0.29, 0.05), -0.12, -0.1],
  };
}

function eyes(chance: Dice): Eyes {
  const asleep = chance.chance(0.07);
  return {
    size: chance.around(0.16, 0.035),
    apart: chance.around(0.4, 0.05),
    height: chance.around(0.1, 0.06),
    slant: chance.around(0, 12),
    open: asleep ? 0 : chance.between(0.65, 1),
    pupil: [chance.between(0.4, 0.6), 0.55],
    iris: chance.between(0.75, 0.95),
    gaze: [chance.around(0, 0.2), chance.around(0, 0.15)],
  };
}

function tail(chance: Dice): Tail {
  const bushy = chance.chance(0.35);
  const root = chance.between(0.2, 0.3);
  return {
    length: chance.between(1.2, 2.6),
    radii: bushy ? [root, root * chance.between(1.4, 1.9), root * 0.7] : [root, root * 0.7, root * chance.between(0.25, 0.45)],
    rise: chance.between(-45, 75),
    curl: chance.chance(0.3) ? chance.between(18, 34) : chance.around(4, 12),
    swing: chance.around(0, 14),
  };
}
