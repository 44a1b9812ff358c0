import { pipelineOptions } from '../config/index.js';
import { Errors } from './errors.js';
import type { PipelineOptions } from './types.js';

/** The options with limits, which are those of the options that people set. */
const limits = [
  ['size', pipelineOptions.size],
  ['batchSize', pipelineOptions.batch],
  ['slots', pipelineOptions.slots],
  ['lanes', pipelineOptions.lanes],
  ['pixelLimit', pipelineOptions['pixel-limit']],
  ['maxBad', pipelineOptions['max-bad']],
] as const;

/** @throws WrongCommand that names the first option that is not as it must be, its value and what it takes */
export function checkOptions(options: PipelineOptions): void {
  checkLimits(options);
  if (options.samples.length === 0) throw Errors.noSamples();
  const { seed, cache, order, remainder } = options;
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) throw Errors.option('seed', seed, 'a whole number from 0 to 4294967295');
  oneOf('cache', cache, ['off', 'ram']);
  oneOf('order', order, ['shuffled', 'given']);
  oneOf('remainder', remainder, ['drop', 'keep']);
}

/** The checks of the options that have a number's limits or a pattern, for whoever takes some of them. */
export function checkLimits(options: Partial<PipelineOptions>): void {
  for (const [name, { kind, min, max }] of limits) {
    const value = options[name];
    if (value === undefined) continue;
    const whole = kind === 'integer';
    if (!(whole ? Number.isInteger(value) : Number.isFinite(value)) || value < min || value > max) {
      throw Errors.option(name, value, `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`);
    }
  }
  const { background } = options;
  const { pattern } = pipelineOptions.background;
  if (background !== undefined && pattern !== undefined && !pattern.test.test(background)) throw Errors.option('background', background, pattern.means);
}

function oneOf(name: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) throw Errors.option(name, value, choices.join(' or '));
}
