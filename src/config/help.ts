import { optionsOfAny, type RecipeTables } from './recipes.js';
import type { OptionSpec, OptionTable } from './spec.js';

/** One option as `--help` shows it. */
export interface OptionHelp {
  readonly name: string;
  /** `--size <number>`, `-o, --out <text>` or `--isolate`. */
  readonly flags: string;
  /** What it sets, its limits and its default. */
  readonly text: string;
}

/** Returns the help of a table. Limits and defaults come from the table, so that they cannot go stale. */
export const helpOf = (table: OptionTable): OptionHelp[] => Object.entries(table).map(([name, spec]) => rowOf(name, spec, defaultOf(spec)));

/** Returns the help of the recipes' own options. Where recipes differ, each default stands behind its recipe's name. */
export function helpOfRecipes(recipes: RecipeTables): OptionHelp[] {
  return Object.entries(optionsOfAny(recipes)).map(([name, spec]) => {
    const rows = Object.entries(recipes.tables).flatMap(([recipe, table]) => (Object.hasOwn(table, name) ? [{ recipe, fallback: defaultOf(table[name]) }] : []));
    const everywhere = rows.length === Object.keys(recipes.tables).length && rows.every(({ fallback }) => fallback === rows[0].fallback);
    if (spec.kind === 'flag') return { ...rowOf(name, spec, ''), text: everywhere ? spec.help : `${spec.help} (${rows.map(({ recipe }) => recipe).join(', ')} only)` };
    return rowOf(name, spec, everywhere ? rows[0].fallback : rows.map(({ recipe, fallback }) => `${recipe} ${fallback}`).join(', '));
  });
}

const rowOf = (name: string, spec: OptionSpec, fallback: string): OptionHelp => ({
  name,
  // A flag that is on by default is shown as the way to turn it off.
  flags: spec.kind === 'flag' ? `--${spec.default ? 'no-' : ''}${name}` : `${shortOf(spec)}--${name} <${placeholderOf(spec)}>`,
  text: `${spec.help} (${[limitsOf(spec), fallback === '' ? '' : `default: ${fallback}`].filter((part) => part !== '').join('; ')})`.replace(' ()', ''),
});

const shortOf = (spec: OptionSpec): string => (spec.kind === 'text' && spec.short !== undefined ? `-${spec.short}, ` : '');

function placeholderOf(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'integer':
    case 'number':
      return 'number';
    case 'choice':
      return 'choice';
    case 'text':
      return spec.names ?? 'text';
    case 'flag':
      return '';
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
  if (spec.default === null) return spec.kind === 'text' ? '' : "the model's own";
  return String(spec.default);
}
