import { errors } from './errors.js';
import { listed } from './format.js';
import type { OptionSpec, OptionValue } from './spec.js';

/** Returns what the values of an option may be, for a sentence: `a whole number from 8 to 1024`. */
export function expectedOf(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'integer':
      return `a whole number from ${spec.min} to ${spec.max}${spec.auto === true ? ', or auto' : ''}`;
    case 'number':
      return `a number from ${spec.min} to ${spec.max}`;
    case 'choice':
      return listed(spec.choices, 'or');
    case 'flag':
      return 'true or false';
    case 'text':
      return spec.pattern?.means ?? 'a text';
  }
}

/**
 * Returns the value of a word on the command line. Flags come as true (`--x`) or false (`--no-x`).
 * @throws WrongCommand with the option, the word and the limits
 */
export function valueOfWord(name: string, spec: OptionSpec, word: string | boolean): OptionValue {
  const isNumber = spec.kind === 'integer' || spec.kind === 'number';
  // Number('') is 0 and Number('0x10') is 16. Nobody who types those means it.
  const value = isNumber && typeof word === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word) ? Number(word) : word;
  return checked(`--${name}`, spec, value);
}

/**
 * Returns the value of a key in a file.
 * @throws WrongCommand with the key, the file, the value and the limits
 */
export function valueOfKey(name: string, spec: OptionSpec, value: unknown, file: string): OptionValue {
  if (value === null && spec.default === null) return null;
  return checked(`${name} in ${file}`, spec, value);
}

function checked(where: string, spec: OptionSpec, value: unknown): OptionValue {
  if (fits(spec, value)) return value;
  const shown = typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
  if (spec.kind === 'choice') throw errors.choice(where, shown, expectedOf(spec), spec.choices);
  throw errors.value(where, shown, expectedOf(spec));
}

function fits(spec: OptionSpec, value: unknown): value is OptionValue {
  switch (spec.kind) {
    case 'integer':
      return (spec.auto === true && value === 'auto') || (Number.isInteger(value) && within(spec, value));
    case 'number':
      return within(spec, value);
    case 'choice':
      return typeof value === 'string' && spec.choices.includes(value);
    case 'flag':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string' && value !== '' && (spec.pattern?.test.test(value) ?? true);
  }
}

const within = ({ min, max }: { readonly min: number; readonly max: number }, value: unknown): boolean =>
  typeof value === 'number' && value >= min && value <= max;
