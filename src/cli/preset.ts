import { choosePreset, listed, presetNames, type OptionSources, type PresetCommand, type TrainOptions } from '../config/index.js';
import { lookForEngine } from '../setup/index.js';
import { recipeTables } from '../training/recipes/tables.js';
import type { Typed } from './command.js';
import { messageStream, writeLine, type CommandIo } from './io.js';

/** How a command resolves its options. */
export interface PresetRequest<Resolved> extends Pick<PresetCommand, 'recipeOption' | 'learnsFromBatches'> {
  readonly resolve: (sources: OptionSources) => Resolved;
  /** Returns the options of a run. */
  readonly optionsOf: (resolved: Resolved) => TrainOptions;
}

/** Options, and a sentence on their preset where none was named. */
export interface WithPreset<Resolved> {
  readonly preset: string | undefined;
  readonly resolved: Resolved;
  readonly note: string | null;
}

/** Resolves the options of a command. Where they name no preset, prints the one that it chooses, and why. */
export async function resolveWithPreset<Resolved>(typed: Typed, io: CommandIo, { resolve, optionsOf, ...command }: PresetRequest<Resolved>): Promise<WithPreset<Resolved>> {
  const sources = { preset: typed.preset, file: typed.config, words: typed.words };
  const chosen = await choosePreset({ ...sources, recipes: recipeTables() }, { ...command, resolve, deviceOf: async (engine) => (await lookForEngine(engine)).device });
  const preset = chosen?.preset ?? typed.preset;
  const resolved = resolve({ ...sources, preset });
  if (chosen === null) return { preset, resolved, note: null };
  const { recipe, model, size } = optionsOf(resolved);
  const others = presetNames.filter((name) => name !== chosen.preset);
  const what = command.recipeOption === 'recipe' ? `${recipe}, ${model} at ${size} px` : `${model} at ${size} px`;
  const note = `preset ${chosen.preset} (${what}), because ${chosen.reason}; --preset ${listed(others, 'or')} for another`;
  if (!typed.quiet) writeLine(messageStream(io, typed.json), note);
  return { preset, resolved, note };
}
