import { listed, pipelineOptions, splitOptions, type FieldNames } from '../config/index.js';
import type { ScannedSample } from '../dataset/index.js';
import { errors } from './errors.js';
import type { PipelineOptions } from './types.js';
import { checkPolicies } from './views/check-policies.js';
import { viewNames } from './views/policies.js';

/** Every option of a pipeline. */
const names: FieldNames<PipelineOptions> = {
  root: true, samples: true, size: true, batchSize: true, views: true, policies: true, remainder: true, order: true, seed: true, prefetch: true, concurrency: true, cache: true,
  cacheDir: true, decoder: true, maxBad: true, pixelLimit: true, background: true, pool: true, signal: true, onQuarantine: true, onNotice: true, knownBad: true,
};

/** @throws WrongCommand that names an unknown option, and the option that is probably meant */
export function checkNames(options: object): void {
  for (const name of Object.keys(options)) if (!Object.hasOwn(names, name)) throw errors.unknownName('option', name, Object.keys(names));
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
/** Returns whether a value has these methods, the only ones that the pipeline calls. */
const hasMethods = (value: unknown, ...methods: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && methods.every((method) => isFunction(Reflect.get(value, method)));

/** What each optional object, function or list takes, and whether a value is one. */
const types: Partial<Record<keyof PipelineOptions, readonly [takes: string, is: (value: unknown) => boolean]>> = {
  views: [`a list of views (${viewNames.join(', ')})`, (value) => Array.isArray(value) && value.length > 0 && value.every((view) => viewNames.some((name) => name === view))],
  cacheDir: ['the path of a folder', (value) => value === null || typeof value === 'string'],
  pool: ['what createDecodePool makes', (value) => hasMethods(value, 'decode', 'setWorkers', 'close')],
  signal: ['an AbortSignal', (value) => hasMethods(value, 'addEventListener', 'removeEventListener') && typeof Reflect.get(Object(value), 'aborted') === 'boolean'],
  onQuarantine: ['a function', isFunction],
  onNotice: ['a function', isFunction],
  knownBad: ['a Set of paths', (value) => hasMethods(value, 'has') && typeof Reflect.get(Object(value), 'size') === 'number'],
};

/** @throws WrongCommand that names the first option of a wrong type, its value and what it takes */
export function checkTypes(options: Partial<PipelineOptions>): void {
  if (typeof options.root !== 'string') throw errors.option('root', options.root, 'the folder that the paths of the samples start from');
  for (const [name, [takes, is]] of Object.entries(types)) {
    const value: unknown = Reflect.get(options, name);
    if (value !== undefined && !is(value)) throw errors.option(name, value, takes);
  }
  if (options.policies !== undefined) checkPolicies(options.policies);
  checkSamples(options.samples);
}

/** `size` is a dataset's; the pipeline ignores it. */
const sampleFields: FieldNames<ScannedSample> = { path: true, class: true, size: true };

/** Allocates nothing for a correct sample, because there may be millions. */
function checkSamples(samples: unknown): void {
  if (!Array.isArray(samples)) throw errors.option('samples', samples, 'a list of { path, class }');
  const list: readonly unknown[] = samples;
  for (let index = 0; index < list.length; index++) {
    const sample = list[index];
    if (typeof sample !== 'object' || sample === null || !('path' in sample)) throw errors.option(`samples[${index}]`, sample, '{ path, class }');
    for (const name in sample) if (!Object.hasOwn(sampleFields, name)) throw errors.unknownName('field', name, ['path', 'class'], `${name} in samples[${index}]`);
    const { path } = sample;
    if (typeof path !== 'string' || path === '') throw errors.option(`The path of samples[${index}]`, path, 'the path of a picture, relative to root');
    const label = 'class' in sample ? sample.class : null;
    if (label === null || label === undefined || isClass(label)) continue;
    throw errors.option(`The class of samples[${index}], ${path},`, label, 'a whole number from 0, or null for none');
  }
}

/** The largest number that `Batch.labels` holds. */
const LAST_CLASS = 2 ** 31 - 1;
const isClass = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LAST_CLASS;

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

/**
 * Checks the options that have numeric limits, a pattern or choices.
 * @param required options that must be there
 * @throws WrongCommand that names the first wrong option, its value and what it takes
 */
export function checkLimits(options: Partial<PipelineOptions>, required: readonly (keyof PipelineOptions)[] = []): void {
  for (const [name, { kind, min, max }] of numbers) {
    const value = options[name];
    if ((value === undefined && !required.includes(name)) || (name === 'batchSize' && value === 'all')) continue;
    const whole = kind === 'integer';
    if (typeof value !== 'number' || !(whole ? Number.isInteger(value) : Number.isFinite(value)) || value < min || value > max) {
      throw errors.option(name, value, `a ${whole ? 'whole ' : ''}number from ${min} to ${max}${name === 'batchSize' ? ', or all' : ''}`);
    }
  }
  const { background } = options;
  const { pattern } = pipelineOptions.background;
  if (background !== undefined && pattern !== undefined && !pattern.test.test(background)) throw errors.option('background', background, pattern.means);
  for (const [name, allowed] of Object.entries(choices)) {
    const value: unknown = Reflect.get(options, name);
    if (value !== undefined && !allowed.some((choice) => choice === value)) throw errors.option(name, value, listed(allowed, 'or'));
  }
}
