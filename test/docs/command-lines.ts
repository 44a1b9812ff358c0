import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { resolveComparison, resolveOptions, resolveTable, resolveWords, WorkFailed } from '../../src/config/index.js';
import { toCommander, type CommandSpec, type Typed } from '../../src/cli/command.js';
import { commands } from '../../src/cli/commands.js';
import { runProgram } from '../../src/cli/program.js';
import { recipeTables } from '../../src/training/recipes/tables.js';
import { root } from './pages.js';

/** Returns the commands of a shell block: without comments, one for each part of `a && b`, and without redirections. */
export const commandsOf = (block: string): readonly string[] =>
  block
    .replaceAll(/\\\n/g, ' ')
    .split(/\n|&&/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').replace(/\s[<>|].*$/, '').trim())
    .filter((line) => line !== '');

const wordsOf = (text: string): string[] => text.split(/\s+/);
const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync(`${root}package.json`, 'utf8')).scripts;
const npmCommands = ['ci', 'install', 'link', 'pack', 'test'];
/** Programs that are not whisker's. */
const others = ['pnpm add ', 'yarn add ', 'npx tsx ', 'npx vitest ', 'python3 ', 'curl ', 'nvidia-smi', 'cd ', 'mkdir ', 'git clone '];

/** Returns what is wrong with a command of a shell block; null where it would begin its work. */
export async function faultOf(line: string): Promise<string | null> {
  const whisker = /^(?:npx )?whisker(?:-ml)? ?(?<words>.*)$/.exec(line)?.groups?.['words'];
  if (whisker !== undefined) return (await parse(whisker)) ?? valuesFault(whisker);
  const [, script] = /^npm run (?:--silent )?(\S+)/.exec(line) ?? [];
  if (script !== undefined) return Object.hasOwn(scripts, script) ? null : `there is no script ${script}`;
  const [, npm] = /^npm (\S+)/.exec(line) ?? [];
  if (npm !== undefined) return npmCommands.includes(npm) ? null : `npm ${npm} is not among the commands that this test knows`;
  return others.some((known) => line.startsWith(known) || line === known) ? null : 'this test does not know the program';
}

/** Lets the command line of whisker parse the words, up to the point where the command would begin. Returns its complaint, or null. */
export async function parse(text: string): Promise<string | null> {
  const [out, err] = [new PassThrough().resume(), new PassThrough()];
  let begins = false;
  const code = await runProgram(wordsOf(text), { out, err, signal: new AbortController().signal, env: {} }, () => {
    begins = true;
    throw new WorkFailed('it would begin here');
  });
  return begins || code === 0 ? null : String(err.read()).trim();
}

/** Returns the first value that its option does not take, or null. */
function valuesFault(text: string): string | null {
  const recipes = recipeTables();
  const [name, ...words] = wordsOf(text);
  const program = new Command().exitOverride();
  let fault: string | null = null;
  const check = ({ own, groups, recipes: which }: CommandSpec, typed: Typed): void => {
    try {
      resolveWords(own, typed.own);
      const sources = { recipes, preset: typed.preset, words: typed.words };
      if (which === 'one') resolveOptions(sources);
      else if (which === 'several') for (const recipe of resolveComparison(sources).recipes.split(',')) resolveOptions({ ...sources, words: { recipe } });
      else for (const table of Object.values(groups)) resolveTable(table, sources);
    } catch (error) {
      fault = error instanceof Error ? error.message : String(error);
    }
  };
  for (const spec of commands) program.addCommand(toCommander(spec, recipes, async (which, typed) => check(which, typed)));
  if (commands.some((spec) => spec.name === name)) program.parse([name, ...words], { from: 'user' });
  return fault;
}
