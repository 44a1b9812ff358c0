import { join } from 'node:path';
import { resolveComparison, type RecipeTables, type resolveWords } from '../config/index.js';
import type { demoTable } from './tables.js';

/** The size of the demo that a machine can do in a few minutes. */
export interface DemoSize {
  /** Number of pictures. */
  readonly pictures: { readonly digits: number; readonly pets: number };
  /** Epochs of sgan-fixmatch. Fewer pictures need more epochs for the same number of steps. */
  readonly epochs: { readonly digits: number; readonly pets: number };
  /** Options that differ from those of every demo, as words. */
  readonly words: Readonly<Record<string, string | boolean>>;
  /** Options of digits alone, as words. */
  readonly digits: Readonly<Record<string, string>>;
}

/** Threads of a TensorFlow operation. The network is so small that a second thread gains nothing, and JavaScript and decoding need its core. */
export const ENGINE_THREADS = 1;

/** The options of every demo. They are not those of the preset `tiny`, which is for photographs: a digit must not be flipped. */
const WORDS = {
  size: '32', batch: '64', model: 'convnet', width: '16', 'generator-width': '16', noise: '100', labels: '100', val: '500', test: '1000', cache: 'ram', 'engine-threads': String(ENGINE_THREADS),
} as const;

/** After so few epochs the weights depend on the last steps. Their running average evens that out. */
const SGAN_FIXMATCH = { 'sgan-fixmatch.ema': '0.99', 'sgan-fixmatch.adaptive-threshold': true, 'sgan-fixmatch.distribution-alignment': true } as const;

/** The recipes of the demo: the baseline, and the one that also learns from unlabelled pictures. */
export const DEMO_RECIPES = ['supervised', 'sgan-fixmatch'] as const;

/** Views that leave a digit readable. */
const DIGITS = {
  view: 'weak',
  policies: 'weak.flip=0,weak.area=0.8-1,weak.rotation=8,weak.shear=0.1,strong.flip=0,strong.area=0.7-1,strong.rotation=20,strong.shear=0.3',
} as const;

/** About 1,050 steps of sgan-fixmatch on digits, which two cores do in two minutes together with the baseline's 200. */
const NATIVE: DemoSize = {
  pictures: { digits: 10_000, pets: 3000 },
  epochs: { digits: 4, pets: 24 },
  words: SGAN_FIXMATCH,
  digits: { ...DIGITS, batch: '32', 'sgan-fixmatch.labelled-batch': '32' },
};

/** WebAssembly is about ten times slower, so there are fewer pictures and fewer steps. */
const WASM: DemoSize = {
  pictures: { digits: 2500, pets: 1500 },
  epochs: { digits: 4, pets: 12 },
  words: { ...SGAN_FIXMATCH, val: '200', test: '500', width: '8', 'generator-width': '8', 'supervised.epochs': '60' },
  digits: DIGITS,
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
    words: { ...WORDS, ...words, ...(data === 'digits' && digits), 'sgan-fixmatch.epochs': String(epochs[data]), seed: String(seed), engine: kind === 'wasm' ? 'wasm' : engine },
  });
  return { count, pictures: join(out, name), runs: join(out, `${name}-runs`), options, perRecipe };
}
