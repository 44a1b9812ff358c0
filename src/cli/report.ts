import { forTerminal, resolveWords } from '../config/index.js';
import { reportCsv, writeReport } from '../report/index.js';
import { recipeTables } from '../training/recipes/tables.js';
import type { CommandHandler } from './command.js';
import { errors } from './errors.js';
import { writeLine } from './io.js';
import { reportTable } from './tables.js';

/** Writes the page of a run, or of a folder of runs, and prints its path; or prints the results as CSV. */
export const reportCommand: CommandHandler = async (typed, io) => {
  const { csv, data } = resolveWords(reportTable, typed.own);
  const [folder = ''] = typed.args;
  if (csv) {
    if (typed.json || data !== null) throw errors.csvWith(typed.json ? '--json' : '--data');
    const table = await reportCsv(folder);
    io.out.write(io.out.isTTY === true ? forTerminal(table) : table);
    return 0;
  }
  const path = await writeReport(folder, { recipes: recipeTables(), ...(data !== null && { data }) });
  writeLine(io.out, typed.json ? JSON.stringify({ path }) : path);
  return 0;
};
