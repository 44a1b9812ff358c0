import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { askedOf, resolveOptions, type RecipeTables } from '../config/index.js';
import { recipeTables } from '../training/recipes/tables.js';
import { toCommander, type Typed } from './command.js';
import { commands } from './commands.js';
import { TUNED_FILE } from './tables.js';
import { tunedUnder } from './tune/file.js';

/**
 * Returns the number of libuv threads that `whisker tune` found for a run: where the file in this folder was measured with its
 * data and options. Uses synchronous calls only, because the first asynchronous read starts the threads. Undefined where no
 * preset is named: which one it will be depends on the device.
 * @param words the command line of `whisker train`
 * @throws where the command line or a file is wrong
 */
export function tunedThreads(words: readonly string[]): number | undefined {
  const recipes = recipeTables();
  const typed = parse(words, recipes);
  const [data] = typed?.args ?? [];
  if (typed === undefined || data === undefined) return undefined;
  const sources = { recipes, preset: typed.preset, file: typed.config, words: typed.words };
  if (askedOf(sources).preset === undefined) return undefined;
  if (!tunedUnder(readFileSync(TUNED_FILE, 'utf8'), data, resolveOptions(sources))) return undefined;
  const { 'uv-threads': threads } = resolveOptions({ ...sources, found: TUNED_FILE });
  return threads === 'auto' ? undefined : threads;
}

function parse(words: readonly string[], recipes: RecipeTables): Typed | undefined {
  let found: Typed | undefined;
  const program = new Command();
  for (const spec of commands.filter(({ name }) => name === 'train')) program.addCommand(toCommander(spec, recipes, async (_, typed) => void (found = typed)));
  for (const command of [program, ...program.commands]) command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  program.parse([...words], { from: 'user' });
  return found;
}
