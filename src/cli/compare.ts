import { Subject } from 'rxjs';
import { compareOptions, nearest, recipeNames, resolveTable, resolveWords, type RecipeName } from '../config/index.js';
import type { RunCommand } from '../events/index.js';
import type { Typed } from './command.js';
import { comparisonOpener } from './comparison-feed.js';
import { runComparison, tableInWords } from './comparison.js';
import { typable } from './format.js';
import { survivesHangup } from './hangup.js';
import { peopleOf, type CommandIo, type ExitCode } from './io.js';
import { openData } from './open-data.js';
import { compareTable } from './tables.js';
import { errors } from './errors.js';

/** Several recipes on several label splits, a table of them and a report. */
export async function compareCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const { perRecipe, recipes: named, splits, ...options } = resolveTable(compareOptions, { preset: typed.preset, file: typed.config, words: typed.words });
  const { out, 'on-hangup': onHangup, ...words } = resolveWords(compareTable, typed.own);
  const commands = new Subject<RunCommand>();
  const recipes = recipesOf(named);
  const [data = ''] = typed.args;
  const [{ requireClasses }, { prepareComparison }, { writeReport }] = await Promise.all([
    import('../dataset/index.js'), import('../training/index.js'), import('../report/index.js'),
  ]);
  const dataset = await openData(data, io, typed);
  requireClasses(dataset, 2);
  const prepared = await prepareComparison({
    dataset, data, recipes, splits, options, perRecipe, signal: io.signal, commands, ...survivesHangup(io, onHangup), ...(out !== null && { out }),
  });
  const { table, interrupted } = await runComparison(prepared, io, { ...typed, open: comparisonOpener(io, typed, words, commands) });
  if (interrupted) {
    peopleOf(io, typed.json).write(`interrupted; the same command with --out ${typable(prepared.folder)} goes on with what is missing\n`);
    return 130;
  }
  const report = await writeReport(prepared.folder);
  if (typed.json) io.out.write(`${JSON.stringify({ folder: prepared.folder, report, ...table })}\n`);
  else io.out.write(`${tableInWords(table, dataset.samples.length - options.labels - options.val - options.test)}\n  runs    ${typable(prepared.folder)}\n  report  ${typable(report)}\n`);
  return 0;
}

/**
 * The recipes that a list names.
 * @throws WrongCommand where one is not known, or stands twice
 */
export function recipesOf(list: string): RecipeName[] {
  const recipes = list.split(',').map((name) => {
    const known = recipeNames.find((recipe) => recipe === name);
    if (known === undefined) throw errors.recipe(name, recipeNames, nearest(name, recipeNames));
    return known;
  });
  const twice = recipes.find((recipe, index) => recipes.indexOf(recipe) !== index);
  if (twice !== undefined) throw errors.recipeTwice(twice);
  return recipes;
}
