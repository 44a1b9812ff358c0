import type { OptionSpec } from './options.js';

/** One option as `--help` shows it. */
export interface OptionHelp {
  readonly name: string;
  /** `--size <number>`, `-o, --out <text>` or `--fake-class`. */
  readonly flags: string;
  /** What it is, its limits and its default. */
  readonly text: string;
}

/** The help of a table, a row an option; limits and defaults come from the table, so that they cannot go stale. */
export function helpOf(table: Readonly<Record<string, OptionSpec>>): OptionHelp[] {
  return Object.entries(table).map(([name, spec]) => ({
    name,
    // A flag that is set by itself is there to be taken back.
    flags: spec.kind === 'flag' ? `--${spec.default ? 'no-' : ''}${name}` : `${shortOf(spec)}--${name} <${placeholderOf(spec)}>`,
    text: `${spec.help} (${[limitsOf(spec), defaultOf(spec)].filter((part) => part !== '').join('; ')})`.replace(' ()', ''),
  }));
}

const shortOf = (spec: OptionSpec): string => (spec.kind === 'text' && spec.short !== undefined ? `-${spec.short}, ` : '');

function placeholderOf(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'integer':
    case 'number':
      return 'number';
    case 'choice':
      return 'choice';
    default:
      return 'text';
  }
}

function limitsOf(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'integer':
    case 'number':
      return `${spec.min} to ${spec.max}${spec.auto === true ? ' or auto' : ''}`;
    case 'choice':
      return spec.choices.join(', ');
    case 'text':
      return spec.pattern === undefined ? '' : spec.pattern.means;
    case 'flag':
      return '';
  }
}

function defaultOf(spec: OptionSpec): string {
  if (spec.kind === 'flag') return '';
  if (spec.default === null) return spec.kind === 'text' ? '' : "else the recipe's or the model's own";
  return `else ${spec.default}`;
}
