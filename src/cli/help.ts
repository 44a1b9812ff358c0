import type { CommandHandler } from './command.js';

/** Prints the help of a command, or without a name the list of commands. */
export const helpCommand: CommandHandler = async ({ args: [name] }, io, { helpOf }) => {
  io.out.write(helpOf(name));
  return 0;
};
