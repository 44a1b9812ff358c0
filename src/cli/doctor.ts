import type { CommandHandler } from './command.js';
import { checksInWords, checksOf } from './doctor/checks.js';
import { collectFacts } from './doctor/facts.js';

/** Tells what this machine has and how to mend what is missing. Ends with 1 when something has to be mended. */
export const doctorCommand: CommandHandler = async (typed, io) => {
  const facts = await collectFacts(io);
  const checks = checksOf(facts);
  const isWell = checks.every(({ status }) => status !== 'mend');
  io.out.write(typed.json ? `${JSON.stringify({ ok: isWell, checks, facts })}\n` : checksInWords(checks, typed.quiet));
  return isWell ? 0 : 1;
};
