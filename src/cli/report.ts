import { writeReport } from '../report/index.js';
import type { CommandHandler } from './command.js';
import { writeLine } from './io.js';

/** Writes the page of a run, or of a folder of runs, and prints its path. */
export const reportCommand: CommandHandler = async (typed, io) => {
  const path = await writeReport(typed.args[0] ?? '');
  writeLine(io.out, typed.json ? JSON.stringify({ path }) : path);
  return 0;
};
