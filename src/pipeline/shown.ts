import { inspect } from 'node:util';

/** Formats a value on one line, as people would write it. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  return inspect(value, { depth: 1, breakLength: Infinity, maxArrayLength: 3, maxStringLength: 60 });
}
