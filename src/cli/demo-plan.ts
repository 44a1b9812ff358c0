import { join } from 'node:path';
import { resolveComparison, type RecipeTables, type resolveWords } from '../config/index.js';
import type { demoTable } from './tables.js';

/** How much of the demo a machine can do in its few minutes. */
export interface Extent {
  /** Pictures in all. */
  readonly pictures: { readonly digits: number; readonly pets: number };
  /** Passes of sgan over the unlabelled pictures: the fewer they are, the more passes make the same number of steps. */
  readonly passes: { readonly digits: number; readonly pets: number };
  /** Options over those of the preset `tiny`, as words. */
  readonly words: Readonly<Record<string, string>>;
}

/** Some 520 steps of sgan on digits, 790 on pets: what two cores do in two minutes or so, beside the baseline's 200. */
const NATIVE: Extent = {
  pictures: { digits: 10_000, pets: 3000 },
  passes: { digits: 4, pets: 36 },
  // So few epochs end where the last steps happened to go; the running average of the weights stands between them.
  words: { 'sgan.ema': '0.99' },
};

/** WebAssembly is about ten times slower: fewer pictures, fewer steps. */
const WASM: Extent = {
  pictures: { digits: 2500, pets: 1500 },
  passes: { digits: 6, pets: 15 },
  words: { val: '200', test: '500', width: '8', 'generator-width': '8', 'supervised.epochs': '60' },
};

/** What each kind of engine can do. */
export type Extents = Readonly<Record<'native' | 'wasm', Extent>>;
export const EXTENTS: Extents = { native: NATIVE, wasm: WASM };

type Asked = Pick<ReturnType<typeof resolveWords<typeof demoTable>>, 'data' | 'out' | 'seed' | 'engine'>;

/**
 * What the demo does on a kind of engine, and where. Pure. The folders' names tell the extent, so that the demo can be run
 * again once another engine is there, and each goes on with what it left.
 */
export function demoPlan({ data, out, seed, engine }: Asked, kind: 'native' | 'wasm', recipes: RecipeTables, extents: Extents = EXTENTS) {
  const { pictures, passes, words } = extents[kind];
  const count = pictures[data];
  // Digits are the same whatever the seed.
  const name = `${data}-${count}${data === 'pets' ? `-seed-${seed}` : ''}`;
  const { options, perRecipe } = resolveComparison({
    recipes,
    preset: 'tiny',
    // The run says what it was trained on, so that it is the same one whether WebAssembly was asked for or all there was.
    words: { ...words, 'sgan.epochs': String(passes[data]), seed: String(seed), engine: kind === 'wasm' ? 'wasm' : engine },
  });
  return { count, pictures: join(out, name), runs: join(out, `${name}-runs`), options, perRecipe };
}
