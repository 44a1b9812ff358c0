import { join } from 'node:path';
import { resolveComparison, type RecipeTables, type resolveWords } from '../config/index.js';
import type { demoTable } from './tables.js';

/** The size of the demo that a machine can do in a few minutes. */
export interface DemoSize {
  /** Number of pictures. */
  readonly pictures: { readonly digits: number; readonly pets: number };
  /** Epochs of sgan. Fewer pictures need more epochs for the same number of steps. */
  readonly epochs: { readonly digits: number; readonly pets: number };
  /** Options that differ from those of every demo, as words. */
  readonly words: Readonly<Record<string, string>>;
  /** Options of digits alone, as words. */
  readonly digits?: Readonly<Record<string, string>>;
}

/** The options of every demo. They are not those of the preset `tiny`, which is for photographs: a digit must not be flipped. */
const WORDS = {
  size: '32', batch: '64', model: 'convnet', width: '16', 'generator-width': '16', noise: '100', labels: '100', val: '500', test: '1000', cache: 'ram',
} as const;

/** About 1,050 steps of sgan on digits and 790 on pets, which two cores do in two minutes together with the baseline's 200. */
const NATIVE: DemoSize = {
  pictures: { digits: 10_000, pets: 3000 },
  epochs: { digits: 4, pets: 36 },
  // After so few epochs the weights depend on the last steps. Their running average evens that out.
  words: { 'sgan.ema': '0.99' },
  // Twice as many steps in nearly the same time, and views that a digit survives. Chosen by the validation of seed 1.
  digits: {
    batch: '32', 'sgan.labelled-batch': '32', 'sgan.schedule': 'cosine',
    view: 'weak', policies: 'weak.flip=0,weak.area=0.7-1,weak.rotation=12,weak.shear=0.2',
  },
};

/** WebAssembly is about ten times slower, so there are fewer pictures and fewer steps. */
const WASM: DemoSize = {
  pictures: { digits: 2500, pets: 1500 },
  epochs: { digits: 6, pets: 15 },
  words: { val: '200', test: '500', width: '8', 'generator-width': '8', 'supervised.epochs': '60' },
};

/** The size of the demo for each kind of engine. */
export type DemoSizes = Readonly<Record<'native' | 'wasm', DemoSize>>;
export const DEMO_SIZES: DemoSizes = { native: NATIVE, wasm: WASM };

type Asked = Pick<ReturnType<typeof resolveWords<typeof demoTable>>, 'out' | 'seed' | 'engine'> & { readonly data: keyof DemoSize['pictures'] };

/**
 * Returns the options and folders of the demo for a kind of engine. The size is part of the folders' names, so that the
 * demo can run again with another engine, and each engine continues its own.
 */
export function demoPlan({ data, out, seed, engine }: Asked, kind: 'native' | 'wasm', recipes: RecipeTables, sizes: DemoSizes = DEMO_SIZES) {
  const { pictures, epochs, words, digits } = sizes[kind];
  const count = pictures[data];
  // Digits are the same for every seed.
  const name = `${data}-${count}${data === 'pets' ? `-seed-${seed}` : ''}`;
  const { options, perRecipe } = resolveComparison({
    recipes,
    preset: 'article',
    // With WebAssembly, the run is the same whether it was asked for or the only engine.
    words: { ...WORDS, ...words, ...(data === 'digits' && digits), 'sgan.epochs': String(epochs[data]), seed: String(seed), engine: kind === 'wasm' ? 'wasm' : engine },
  });
  return { count, pictures: join(out, name), runs: join(out, `${name}-runs`), options, perRecipe };
}
