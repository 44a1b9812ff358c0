import { recipeTables } from '../training/recipes/tables.js';
import type { CommandHandler } from './command.js';
import { bashScript } from './completion/bash.js';
import { completedOf, type Completed } from './completion/candidates.js';
import { fishScript } from './completion/fish.js';
import { zshScript } from './completion/zsh.js';
import { shells } from './completion/shells.js';
import { errors } from './errors.js';

const scripts: Readonly<Record<(typeof shells)[number], (completed: Completed) => string>> = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** Prints the script with which a shell completes whisker's commands. */
export const completionCommand: CommandHandler = async ({ args: [typed = ''] }, io, { commands }) => {
  const shell = shells.find((name) => name === typed);
  if (shell === undefined) throw errors.shell(typed, shells);
  io.out.write(scripts[shell](completedOf(commands, recipeTables())));
  return 0;
};
