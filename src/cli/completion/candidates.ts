import type { OptionSpec, RecipeTables } from '../../config/index.js';
import { argumentNames } from '../argument-names.js';
import type { CommandSpec } from '../command.js';
import { commandHelp, programFlags } from '../program-flags.js';
import { sectionsOf } from '../sections.js';

/** What a shell offers for an argument, or for the value of an option. */
export interface CompletedValue {
  /** `any`: nothing, as for a number; `words`: `words` alone; `list`: some of `words`, with commas; a path of this kind, and `words`. */
  readonly kind: 'any' | 'words' | 'list' | 'file' | 'folder' | 'run';
  readonly words: readonly string[];
  /** What it is, in a word. */
  readonly label: string;
}

export interface CompletedOption {
  /** `--out`. */
  readonly long: string;
  /** `-o`. */
  readonly short: string | undefined;
  readonly help: string;
  /** Null for a flag. */
  readonly value: CompletedValue | null;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** The last one stands for all that follow. */
  readonly args: readonly CompletedValue[];
}

/** Everything that a shell completes: what the help lists. */
export interface Completed {
  readonly commands: readonly CompletedCommand[];
  /** The options without a command. */
  readonly options: readonly CompletedOption[];
}

/** Returns what a shell completes, from the tables that the help comes from. */
export function completedOf(commands: readonly CommandSpec[], recipes: RecipeTables): Completed {
  const names = commands.map(({ name }) => name);
  return {
    commands: commands.map((spec) => ({
      name: spec.name,
      summary: spec.summary,
      options: [...sectionsOf(spec, spec.recipes === 'none' ? null : recipes).flatMap(({ table, help }) => help.map(({ name, flags }) => optionOf(flags, table[name]))), flagOf(commandHelp)],
      args: [...spec.args.matchAll(/[\w-]+/g)].map(([name]) => argumentOf(name, names)),
    })),
    options: Object.values(programFlags).map(flagOf),
  };
}

function optionOf(flags: string, spec: OptionSpec | undefined): CompletedOption {
  return { ...flagOf({ flags: flags.replace(/ <.*$/, ''), help: spec?.help ?? '' }), value: spec === undefined ? null : valueOf(spec) };
}

function flagOf({ flags, help }: { readonly flags: string; readonly help: string }): CompletedOption {
  const names = flags.split(', ');
  // What follows a semicolon explains the values.
  return { long: names.at(-1) ?? '', short: names.length > 1 ? names[0] : undefined, help: help.replace(/;.*$/, ''), value: null };
}

function valueOf(spec: OptionSpec): CompletedValue | null {
  switch (spec.kind) {
    case 'flag':
      return null;
    case 'choice':
      return { kind: 'words', words: spec.choices, label: 'choice' };
    case 'integer':
    case 'number':
      return spec.auto === true ? { kind: 'words', words: ['auto'], label: 'number' } : { kind: 'any', words: [], label: 'number' };
    case 'text': {
      const { names, words = [] } = spec;
      if (names === undefined || names === 'name') return { kind: words.length > 0 ? 'words' : 'any', words, label: names ?? 'text' };
      return { kind: names === 'data' ? 'file' : names, words, label: names };
    }
  }
}

function argumentOf(label: string, commands: readonly string[]): CompletedValue {
  const { names, words = [] } = argumentNames[label] ?? { names: 'name' };
  if (names === 'command') return { kind: 'words', words: commands, label };
  if (names === 'name') return { kind: 'words', words, label };
  return { kind: names === 'data' ? 'file' : names, words, label };
}
