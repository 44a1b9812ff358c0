import type { BreedCoat } from './coat.js';
import type { Random } from './random.js';

/**
 * The traits of a breed. Ears, muzzle, build and coat go together, so pictures of pets form clusters, and an unlabelled
 * picture can still be matched with similar ones.
 */
export interface Breed {
  /** Length and half-width of the muzzle, in head radii. */
  readonly muzzle: readonly [length: number, width: number];
  /** Half-width of the skull. */
  readonly skull: number;
  readonly ears: 'pointed' | 'floppy' | 'tipped';
  /** Length of an ear, in head radii. */
  readonly ear: number;
  readonly leg: number;
  readonly tail: 'thin' | 'thick';
  /** Length of the hair, in head radii. */
  readonly hair: number;
  readonly ruff: number;
  readonly coats: readonly [BreedCoat, ...BreedCoat[]];
}

const black = [0.13, 0.12, 0.12] as const;
const grey = [0.5, 0.5, 0.51] as const;
const silver = [0.68, 0.66, 0.64] as const;
const white = [0.9, 0.87, 0.82] as const;
const cream = [0.86, 0.74, 0.56] as const;
const gold = [0.8, 0.57, 0.32] as const;
const ginger = [0.74, 0.44, 0.2] as const;
const brown = [0.5, 0.33, 0.2] as const;
const chocolate = [0.34, 0.22, 0.15] as const;
const green = [0.48, 0.58, 0.27] as const;
const yellow = [0.7, 0.64, 0.22] as const;
const amber = [0.62, 0.45, 0.14] as const;
const blue = [0.42, 0.6, 0.74] as const;
const hazel = [0.42, 0.27, 0.12] as const;

const cats: readonly [Breed, ...Breed[]] = [
  { // European shorthair
    muzzle: [0.16, 0.3], skull: 1, ears: 'pointed', ear: 0.95, leg: 1.4, tail: 'thin', hair: 0.04, ruff: 0,
    coats: [
      { base: silver, second: grey, pattern: 'tabby', iris: green }, { base: brown, second: chocolate, pattern: 'tabby', iris: yellow },
      { base: ginger, second: brown, pattern: 'tabby', iris: amber }, { base: black, second: grey, pattern: 'solid', iris: yellow },
      { base: black, second: grey, pattern: 'solid', iris: green, white: 0.8 }, { base: white, second: ginger, pattern: 'patches', iris: green },
    ],
  },
  { // Siamese
    muzzle: [0.24, 0.26], skull: 0.92, ears: 'pointed', ear: 1.12, leg: 1.6, tail: 'thin', hair: 0.03, ruff: 0,
    coats: [{ base: cream, second: chocolate, pattern: 'points', iris: blue }, { base: white, second: grey, pattern: 'points', iris: blue }],
  },
  { // British shorthair
    muzzle: [0.1, 0.32], skull: 1.08, ears: 'pointed', ear: 0.8, leg: 1.15, tail: 'thick', hair: 0.06, ruff: 0.2,
    coats: [{ base: grey, second: black, pattern: 'solid', iris: amber }, { base: cream, second: ginger, pattern: 'solid', iris: amber }],
  },
  { // Maine coon
    muzzle: [0.26, 0.33], skull: 1.02, ears: 'pointed', ear: 1.1, leg: 1.45, tail: 'thick', hair: 0.1, ruff: 0.5,
    coats: [
      { base: brown, second: chocolate, pattern: 'tabby', iris: green, white: 0.5 }, { base: gold, second: brown, pattern: 'tabby', iris: amber },
      { base: grey, second: black, pattern: 'tabby', iris: yellow, white: 0.7 },
    ],
  },
];

const dogs: readonly [Breed, ...Breed[]] = [
  { // Labrador
    muzzle: [0.65, 0.42], skull: 0.94, ears: 'floppy', ear: 0.85, leg: 1.6, tail: 'thin', hair: 0.03, ruff: 0,
    coats: [
      { base: cream, second: gold, pattern: 'solid', iris: hazel }, { base: black, second: grey, pattern: 'solid', iris: hazel },
      { base: chocolate, second: black, pattern: 'solid', iris: amber },
    ],
  },
  { // Spaniel
    muzzle: [0.6, 0.4], skull: 0.88, ears: 'floppy', ear: 1.35, leg: 1.3, tail: 'thick', hair: 0.09, ruff: 0.3,
    coats: [
      { base: gold, second: ginger, pattern: 'solid', iris: hazel }, { base: ginger, second: brown, pattern: 'solid', iris: hazel, white: 0.8 },
      { base: white, second: brown, pattern: 'patches', iris: hazel },
    ],
  },
  { // Beagle
    muzzle: [0.62, 0.38], skull: 0.9, ears: 'floppy', ear: 1.1, leg: 1.2, tail: 'thin', hair: 0.03, ruff: 0,
    coats: [{ base: ginger, second: black, pattern: 'saddle', iris: hazel, white: 0.9, blaze: 0.16 }],
  },
  { // Dalmatian
    muzzle: [0.75, 0.38], skull: 0.88, ears: 'floppy', ear: 0.95, leg: 1.9, tail: 'thin', hair: 0.025, ruff: 0,
    coats: [{ base: white, second: black, pattern: 'spots', iris: hazel }],
  },
  { // Collie
    muzzle: [0.85, 0.34], skull: 0.86, ears: 'tipped', ear: 0.55, leg: 1.5, tail: 'thick', hair: 0.11, ruff: 0.5,
    coats: [
      { base: black, second: grey, pattern: 'solid', iris: hazel, white: 1, blaze: 0.16 },
      { base: ginger, second: brown, pattern: 'solid', iris: hazel, white: 1, blaze: 0.1 },
      { base: silver, second: black, pattern: 'patches', iris: blue, white: 0.9, blaze: 0.12 },
    ],
  },
  { // Shepherd
    muzzle: [1, 0.38], skull: 0.86, ears: 'pointed', ear: 1, leg: 1.7, tail: 'thick', hair: 0.07, ruff: 0.35,
    coats: [{ base: gold, second: black, pattern: 'saddle', iris: hazel }, { base: silver, second: black, pattern: 'saddle', iris: blue }],
  },
];

export const breedOf = (species: 'cat' | 'dog', random: Random): Breed => random.pick(species === 'cat' ? cats : dogs);
