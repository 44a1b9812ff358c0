import type { CommandHandler } from './command.js';
import { checksInWords, checksOf } from './doctor/checks.js';
import { collectFacts } from './doctor/facts.js';

/** Checks this machine and prints how to fix what is wrong. Ends with 1 when something must be fixed. */
export const doctorCommand: CommandHandler = async (typed, io) => {
  const facts = await collectFacts(io);
  const checks = checksOf(facts);
  const isOk = checks.every(({ status }) => status !== 'fix');
  io.out.write(typed.json ? `${JSON.stringify({ ok: isOk, checks, facts })}\n` : checksInWords(checks, typed.quiet));
  return isOk ? 0 : 1;
};
