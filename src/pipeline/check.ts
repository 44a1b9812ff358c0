import { inspect } from 'node:util';
import { errors } from './errors.js';
import type { PipelineOptions } from './types.js';

/** Every option that a pipeline has. */
const names: Readonly<Record<keyof PipelineOptions, true>> = {
  root: true, samples: true, size: true, batchSize: true, remainder: true, order: true, seed: true, prefetch: true, concurrency: true, cache: true, cacheDir: true,
  decoder: true, maxBad: true, pixelLimit: true, background: true, pool: true, signal: true, onQuarantine: true, onNotice: true, knownBad: true,
};

const isFunction = (value: unknown): boolean => typeof value === 'function';
/** Whether a value has functions of these names: what is used of it, whoever made it. */
const can = (value: unknown, ...methods: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && methods.every((method) => isFunction(Reflect.get(value, method)));

/** Options that may be left out and are no numbers, words or colours: what they take, and whether a value is that. */
const kinds: Partial<Record<keyof PipelineOptions, readonly [takes: string, is: (value: unknown) => boolean]>> = {
  cacheDir: ['the path of a folder', (value) => value === null || typeof value === 'string'],
  pool: ['what createDecodePool makes', (value) => can(value, 'decode', 'close')],
  signal: ['an AbortSignal', (value) => can(value, 'addEventListener', 'removeEventListener') && typeof Reflect.get(Object(value), 'aborted') === 'boolean'],
  onQuarantine: ['a function', isFunction],
  onNotice: ['a function', isFunction],
  knownBad: ['a Set of paths', (value) => can(value, 'has') && typeof Reflect.get(Object(value), 'size') === 'number'],
};

/** @throws WrongCommand that names the first option which is not of the kind that it takes, its value and what it takes */
export function checkTypes(options: Partial<PipelineOptions>): void {
  if (typeof options.root !== 'string') throw errors.option('root', shown(options.root), 'the folder that the paths of the samples start from');
  for (const [name, [takes, is]] of Object.entries(kinds)) {
    const value: unknown = Reflect.get(options, name);
    if (value !== undefined && !is(value)) throw errors.option(name, shown(value), takes);
  }
  checkSamples(options.samples);
}

/** @throws WrongCommand that names an option which there is not, and the one that it most likely stands for */
export function checkNames(options: object): void {
  for (const name of Object.keys(options)) if (!Object.hasOwn(names, name)) throw errors.noOption(name, Object.keys(names));
}

/** One pass, with nothing made for a sample that is one: there may be millions. */
function checkSamples(samples: unknown): void {
  if (!Array.isArray(samples)) throw errors.option('samples', shown(samples), 'a list of { path, class }');
  const list: readonly unknown[] = samples;
  for (let index = 0; index < list.length; index++) {
    const sample = list[index];
    if (typeof sample !== 'object' || sample === null || !('path' in sample)) throw errors.option(`samples[${index}]`, shown(sample), '{ path, class }');
    const { path } = sample;
    if (typeof path !== 'string' || path === '') throw errors.option(`The path of samples[${index}]`, shown(path), 'where the picture lies, from root on');
    const label = 'class' in sample ? sample.class : null;
    if (label === null || label === undefined || isClass(label)) continue;
    throw errors.option(`The class of samples[${index}], ${path},`, shown(label), 'a whole number from 0, or null where it has none');
  }
}

/** The largest number that labels hold. */
const LAST_CLASS = 2 ** 31 - 1;
const isClass = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LAST_CLASS;

/** A value as people would write it, on a line. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  return inspect(value, { depth: 1, breakLength: Infinity, maxArrayLength: 3, maxStringLength: 60 });
}
