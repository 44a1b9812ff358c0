import { resolve } from 'node:path';
import { pipelineOptions, splitOptions } from '../config/index.js';
import { checkLimits, checkNames, checkTypes } from './check.js';
import { errors } from './errors.js';
import type { PipelineOptions } from './types.js';

/** Options without a default. */
type Optional = 'pool' | 'signal' | 'onQuarantine' | 'onNotice' | 'knownBad';

/** The options of a pipeline, checked, with every default filled in. */
export type Settings = Required<Omit<PipelineOptions, Optional | 'batchSize'>> & Pick<PipelineOptions, Optional> & { readonly batchSize: number };

type Defaults = Pick<Settings, 'views' | 'policies' | 'remainder' | 'order' | 'seed' | 'prefetch' | 'concurrency' | 'cache' | 'cacheDir' | 'decoder' | 'maxBad' | 'pixelLimit' | 'background'>;

const defaults: Defaults = {
  views: ['none'],
  policies: {},
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

/** Returns the options, with the default of each that is missing or undefined. */
export function withDefaults<Options extends Partial<PipelineOptions>>(options: Options): Options & Defaults {
  const settings: Options & Defaults = { ...defaults, ...options };
  for (const [name, value] of Object.entries(defaults)) if (Reflect.get(settings, name) === undefined) Reflect.set(settings, name, value);
  return settings;
}

/** @throws WrongCommand that names the first wrong option, its value and what it takes */
export function resolveSettings(options: PipelineOptions): Settings {
  checkNames(options);
  checkTypes(options);
  checkLimits(options, ['size', 'batchSize']);
  const settings = withDefaults(options);
  const { samples, batchSize, root } = settings;
  if (samples.length === 0) throw errors.noSamples();
  return { ...settings, root: resolve(root), batchSize: batchSize === 'all' ? samples.length : batchSize };
}
