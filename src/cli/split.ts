import { formatCount, pluralize, printable, resolveTable, resolveWords, splitOptions, typable } from '../config/index.js';
import { describeDoubts, requireClasses, split, writeSplit, type Split } from '../dataset/index.js';
import { recipeTables } from '../training/recipes/tables.js';
import type { CommandHandler } from './command.js';
import { aligned } from './format.js';
import { messageStream, writeLine } from './io.js';
import { openData } from './open-data.js';
import { splitTable } from './tables.js';

/** Number of classes in the table. */
const ROWS = 20;

/** Divides the samples of a data set into parts, and writes them to a file that people can read and edit. */
export const splitCommand: CommandHandler = async (typed, io) => {
  const { args: [data = ''], preset, config: file, words, json } = typed;
  const sizes = resolveTable(splitOptions, { recipes: recipeTables(), preset, file, words });
  const { out } = resolveWords(splitTable, typed.own);
  const dataset = await openData(data, io, typed);
  requireClasses(dataset, 2);
  const made = split(dataset, sizes);
  await writeSplit(out, made, { keep: true });
  for (const doubt of describeDoubts(made)) writeLine(messageStream(io, json), doubt);
  if (json) io.out.write(`${JSON.stringify({ path: out, fingerprint: dataset.fingerprint, ...summary(made) })}\n`);
  else messageStream(io, json).write(tableOf(data, out, made));
  if (made.unlabelled.length === 0) io.err.write('No sample is unlabelled, so only the recipe supervised can train on this split.\n');
  return 0;
};

/** Counts the samples of each part, in all and by class. */
function summary(made: Split) {
  const { root, seed, classes } = made;
  const parts = { labelled: tally(made, 'labelled'), val: tally(made, 'val'), test: tally(made, 'test') };
  return {
    root,
    seed,
    classes,
    counts: { labelled: made.labelled.length, val: made.val.length, test: made.test.length, unlabelled: made.unlabelled.length },
    perClass: classes.map((name, i) => ({ class: name, labelled: parts.labelled[i] ?? 0, val: parts.val[i] ?? 0, test: parts.test[i] ?? 0 })),
  };
}

function tally(made: Split, set: 'labelled' | 'val' | 'test'): number[] {
  const counts = made.classes.map(() => 0);
  for (const sample of made[set]) counts[sample.class] = (counts[sample.class] ?? 0) + 1;
  return counts;
}

function tableOf(data: string, out: string, made: Split): string {
  const { counts, perClass, seed } = summary(made);
  const samples = counts.labelled + counts.val + counts.test + counts.unlabelled;
  const rows = perClass.slice(0, ROWS).map((row) => [printable(row.class), formatCount(row.labelled), formatCount(row.val), formatCount(row.test), '']);
  const more = perClass.length > ROWS ? [[`and ${formatCount(perClass.length - ROWS)} more`, '', '', '', '']] : [];
  const table = aligned([
    ['', 'labelled', 'val', 'test', 'unlabelled'],
    ...rows,
    ...more,
    ['total', formatCount(counts.labelled), formatCount(counts.val), formatCount(counts.test), formatCount(counts.unlabelled)],
  ]);
  return [
    `${pluralize(samples, 'sample')} of ${pluralize(perClass.length, 'class', 'classes')}, seed ${seed}`,
    ...table.map((line) => `  ${line}`),
    `  split  ${typable(out)}`,
    `  next   whisker train ${typable(data)} --split ${typable(out)}`,
    '',
  ].join('\n');
}
