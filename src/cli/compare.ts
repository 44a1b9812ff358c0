import { Subject } from 'rxjs';
import { resolveWords, typable, type ValuesOf } from '../config/index.js';
import type { RunCommand } from '../events/index.js';
import type { Typed } from './command.js';
import { comparisonOpener } from './comparison-feed.js';
import { bestOf, runComparison, tableInWords } from './comparison.js';
import { errors } from './errors.js';
import { surviveHangup } from './hangup.js';
import { messageStream, sizeOf, writeLine, type CommandIo, type ExitCode } from './io.js';
import { notifying, type Notice } from './notify.js';
import { openData } from './open-data.js';
import { resolveWithPreset } from './preset.js';
import { requireEngine } from './require-engine.js';
import { compareTable } from './tables.js';

/** Compares recipes on several label splits, and prints a table. */
export async function compareCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const own = resolveWords(compareTable, typed.own);
  return notifying(own.notify, io, typed.json, (seen) => compare(typed, own, io, seen));
}

/** @param seen called with the comparison's folder, then with its result */
async function compare(typed: Typed, { out, 'on-hangup': onHangup, ...words }: ValuesOf<typeof compareTable>, io: CommandIo, seen: (known: Partial<Notice>) => void): Promise<ExitCode> {
  const commands = new Subject<RunCommand>();
  const [data = ''] = typed.args;
  const [{ requireClasses }, { prepareComparison, recipes: known, recipeTables, resolveComparison }, { writeReport }] = await Promise.all([
    import('../dataset/index.js'), import('../training/index.js'), import('../report/index.js'),
  ]);
  const { resolved: { options, perRecipe, recipes: named, splits } } = await resolveWithPreset(typed, io, {
    resolve: resolveComparison, optionsOf: ({ options }) => options, recipeOption: 'recipes', learnsFromBatches: true,
  });
  const recipes = recipesOf(named, Object.keys(known));
  const dataset = await openData(data, io, typed);
  requireClasses(dataset, 2);
  await requireEngine(options.engine, io, typed.json);
  const prepared = await prepareComparison({
    dataset, data, recipes, splits, options, perRecipe, signal: io.signal, commands, ...surviveHangup(io, onHangup), ...(out !== null && { out }),
  });
  for (const note of prepared.notes) writeLine(messageStream(io, typed.json), note);
  seen({ run: prepared.folder });
  const { table, interrupted } = await runComparison(prepared, io, { ...typed, open: comparisonOpener(io, typed, words, commands) });
  seen(bestOf(table));
  if (interrupted) {
    writeLine(messageStream(io, typed.json), `interrupted; the same command with --out ${typable(prepared.folder)} continues it`);
    return 130;
  }
  const report = await writeReport(prepared.folder, { recipes: recipeTables() });
  if (typed.json) io.out.write(`${JSON.stringify({ folder: prepared.folder, report, ...table })}\n`);
  else io.out.write(`${tableInWords(table, prepared.unlabelled, sizeOf(io.out).columns)}\n  runs    ${typable(prepared.folder)}\n  report  ${typable(report)}\n`);
  return 0;
}

/**
 * Returns the recipes that a list names.
 * @throws WrongCommand where one is not known, or is named twice
 */
export function recipesOf(list: string, known: readonly string[]): string[] {
  const recipes = list.split(',').map((name) => {
    if (!known.includes(name)) throw errors.recipe(name, known);
    return name;
  });
  const twice = recipes.find((recipe, index) => recipes.indexOf(recipe) !== index);
  if (twice !== undefined) throw errors.recipeTwice(twice);
  return recipes;
}
