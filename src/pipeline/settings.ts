import { resolve } from 'node:path';
import { pipelineOptions, splitOptions } from '../config/index.js';
import { checkTypes, checkNames } from './check.js';
import { errors } from './errors.js';
import type { PipelineOptions } from './types.js';

/** Options that are there or not, and have no default. */
type Free = 'pool' | 'signal' | 'onQuarantine' | 'onNotice' | 'knownBad';

/** The options of a pipeline, checked, with every default filled in. */
export type Settings = Required<Omit<PipelineOptions, Free>> & Pick<PipelineOptions, Free>;

type Defaults = Pick<Settings, 'remainder' | 'order' | 'seed' | 'prefetch' | 'concurrency' | 'cache' | 'cacheDir' | 'decoder' | 'maxBad' | 'pixelLimit' | 'background'>;

/** The defaults are those of the options that people set. */
const defaults: Defaults = {
  remainder: 'drop',
  order: 'shuffled',
  seed: splitOptions.seed.default,
  prefetch: pipelineOptions.prefetch.default,
  concurrency: 64,
  cache: pipelineOptions.cache.default,
  cacheDir: null,
  decoder: pipelineOptions.decoder.default,
  maxBad: pipelineOptions['max-bad'].default,
  pixelLimit: pipelineOptions['pixel-limit'].default,
  background: pipelineOptions.background.default,
};

/** The options, and a default for each of them that may be left out and is, or is undefined. */
export function withDefaults<Options extends Partial<PipelineOptions>>(options: Options): Options & Defaults {
  const settings: Options & Defaults = { ...defaults, ...options };
  for (const [name, value] of Object.entries(defaults)) if (Reflect.get(settings, name) === undefined) Reflect.set(settings, name, value);
  return settings;
}

const numbers = [
  ['size', pipelineOptions.size],
  ['batchSize', pipelineOptions.batch],
  ['prefetch', pipelineOptions.prefetch],
  ['concurrency', pipelineOptions.concurrency],
  ['pixelLimit', pipelineOptions['pixel-limit']],
  ['maxBad', pipelineOptions['max-bad']],
  ['seed', splitOptions.seed],
] as const;

const choices = {
  remainder: ['drop', 'keep'],
  order: ['shuffled', 'given'],
  cache: pipelineOptions.cache.choices,
  decoder: pipelineOptions.decoder.choices,
} as const;

/** @throws WrongCommand that names the first option that is not as it must be, its value and what it takes */
export function resolveSettings(options: PipelineOptions): Settings {
  checkNames(options);
  checkTypes(options);
  checkLimits(options, ['size', 'batchSize']);
  const settings = withDefaults(options);
  if (settings.samples.length === 0) throw errors.noSamples();
  return { ...settings, root: resolve(settings.root) };
}

/**
 * The checks of the options that have a number's limits, a pattern or choices, for whoever takes some of them.
 * @param needed those that may not be left out
 */
export function checkLimits(options: Partial<PipelineOptions>, needed: readonly (keyof PipelineOptions)[] = []): void {
  for (const [name, { kind, min, max }] of numbers) {
    const value = options[name];
    if (value === undefined && !needed.includes(name)) continue;
    const whole = kind === 'integer';
    if (value === undefined || !(whole ? Number.isInteger(value) : Number.isFinite(value)) || value < min || value > max) {
      throw errors.option(name, value, `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`);
    }
  }
  const { background } = options;
  const { pattern } = pipelineOptions.background;
  if (background !== undefined && pattern !== undefined && !pattern.test.test(background)) throw errors.option('background', background, pattern.means);
  for (const [name, allowed] of Object.entries(choices)) {
    const value: unknown = Reflect.get(options, name);
    if (value !== undefined && !allowed.some((choice) => choice === value)) throw errors.option(name, value, inWords(allowed));
  }
}

const inWords = (list: readonly string[]): string => `${list.slice(0, -1).join(', ')} or ${list[list.length - 1]}`;
