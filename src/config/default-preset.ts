import { isDeepStrictEqual } from 'node:util';
import { presetNames, presets, type PresetName, type SharedOptions } from './options.js';
import { optionsOfAny, type RecipeTables } from './recipes.js';
import { askedOf, type OptionSources, type RecipeSources } from './resolve.js';
import type { OptionValue } from './spec.js';

/** A preset, and why it was chosen, as the end of a sentence. */
export interface ChosenPreset {
  readonly preset: PresetName;
  readonly reason: string;
}

/** What a command needs, besides its options, to choose a preset. */
export interface PresetCommand {
  /** Resolves the options of the command. */
  readonly resolve: (sources: OptionSources) => unknown;
  /** Returns the device that an engine will compute on. */
  readonly deviceOf: (engine: SharedOptions['engine']) => Promise<'cpu' | 'gpu'>;
  /** The option that names the recipe, or the recipes. */
  readonly recipeOption: 'recipe' | 'recipes';
  /** Whether the command is about networks that learn from batches: those of `quick` do not. */
  readonly learnsFromBatches: boolean;
}

type Asked = ReadonlyMap<string, OptionValue>;

const { quick, finetune } = presets;

/**
 * Returns the preset for options that name none. Pretrained weights go with `quick` on any device, or with `finetune` where its recipe is
 * asked for. All else depends on the device, because the article's run takes days on a CPU. Returns null where a preset is named, and
 * where nothing is left to choose, as with a `run.yaml`: it sets every option.
 * @throws WrongCommand where the options cannot be resolved
 */
export async function choosePreset({ recipes, ...sources }: RecipeSources, { resolve, deviceOf, recipeOption, learnsFromBatches }: PresetCommand): Promise<ChosenPreset | null> {
  const { preset, asked } = askedOf({ ...sources, recipes });
  if (preset !== undefined) return null;
  const [first, ...others] = presetNames.map((preset) => resolve({ ...sources, preset }));
  if (others.every((other) => isDeepStrictEqual(other, first))) return null;
  const pretrained = whyPretrained(asked, recipeOption);
  if (pretrained !== null) {
    const trainsOn = asked.get('model') === finetune.model && asked.get(recipeOption) === finetune.recipe;
    return trainsOn ? { preset: 'finetune', reason: `${pretrained}, and --${recipeOption} ${finetune.recipe} trains on from them` } : { preset: 'quick', reason: pretrained };
  }
  const device = await deviceOf((asked.get('engine') ?? 'auto') as SharedOptions['engine']);
  if (device === 'gpu') return { preset: 'article', reason: 'the run computes on a GPU' };
  const random = whyRandom(asked, recipeOption, recipes);
  if (random !== null) return { preset: 'small', reason: `the run computes on the CPU, and ${random} is for random weights` };
  return { preset: learnsFromBatches ? 'small' : 'quick', reason: 'the run computes on the CPU' };
}

/** Returns why the options ask for pretrained weights, or null. */
function whyPretrained(asked: Asked, recipeOption: string): string | null {
  const weights = asked.get('weights') ?? null;
  if (asked.get(recipeOption) === quick.recipe) return `--${recipeOption} ${quick.recipe} is for pretrained weights`;
  if (weights === 'none') return null;
  if (weights !== null) return '--weights names pretrained weights';
  return asked.get('model') === quick.model ? `${quick.model} has pretrained weights` : null;
}

/** Returns an option that only a network with random weights would be asked for with, or null. */
function whyRandom(asked: Asked, recipeOption: string, recipes: RecipeTables): string | null {
  if (asked.get('weights') === 'none') return '--weights none';
  const named = [recipeOption, 'model'].find((name) => asked.has(name));
  if (named !== undefined) return `--${named} ${String(asked.get(named))}`;
  // An option that the recipe of `quick` does not have.
  const [any, own] = [optionsOfAny(recipes), recipes.tables[quick.recipe] ?? {}];
  const other = [...asked.keys()].find((name) => (name.includes('.') ? !name.startsWith(`${quick.recipe}.`) : Object.hasOwn(any, name) && !Object.hasOwn(own, name)));
  return other === undefined ? null : `--${other}`;
}
