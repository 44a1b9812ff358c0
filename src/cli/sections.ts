import { compareOptions, flag, helpOf, helpOfRecipes, listed, naming, optionsOfAny, presetNames, recipeOption, text, type OptionHelp, type OptionTable, type RecipeTables } from '../config/index.js';

/** The options that a command takes. */
export interface CommandOptions {
  /** Options of this command only. */
  readonly own: OptionTable;
  /** Options that `--config` and `--preset` may set too, by heading. Empty: the command takes neither of those two. */
  readonly groups: Readonly<Record<string, OptionTable>>;
  /** Whether the command runs recipes and takes their options: `one` takes --recipe, `several` takes --recipes. */
  readonly recipes: 'none' | 'one' | 'several';
  /** Whether the command prints a text and nothing else: it takes neither --json nor --quiet. */
  readonly textOnly?: true;
}

/** Options that stand together in a command's help. */
export interface Section {
  readonly heading: string;
  readonly table: OptionTable;
  /** A row for each option of `table`, in the order of the help. */
  readonly help: readonly OptionHelp[];
}

/** Returns the options of a command that its help lists. @param recipes null for a command without recipes, or one that shows no help */
export function sectionsOf(spec: CommandOptions, recipes: RecipeTables | null): readonly Section[] {
  const sections: Section[] = [section('Options', spec.own)];
  if (recipes !== null && spec.recipes !== 'none') {
    const which = recipeTableOf(spec, recipes);
    sections.push({ heading: 'Recipe', table: { ...which, ...optionsOfAny(recipes) }, help: [...helpOf(which), ...helpOfRecipes(recipes)] });
  }
  for (const [heading, table] of Object.entries(spec.groups)) sections.push(section(heading, table));
  if (Object.keys(spec.groups).length > 0) sections.push(section('Sources of options', sourcesOf(spec)));
  if (spec.textOnly !== true) sections.push(section('Output', outputTable));
  return sections.filter(({ help }) => help.length > 0);
}

const section = (heading: string, table: OptionTable): Section => ({ heading, table, help: helpOf(table) });

/** Returns the options that name recipes. */
export const recipeTableOf = ({ recipes: many }: CommandOptions, recipes: RecipeTables): OptionTable => (many === 'one' ? recipeOption(recipes) : compareOptions(recipes));

const sourcesOf = ({ recipes }: CommandOptions): OptionTable => {
  const fallback = recipes === 'none' ? 'article' : 'article on a GPU; on the CPU quick, or small where weights start at random';
  return {
    preset: naming('name', text(null, `a set of options to start from: ${listed(presetNames, 'or')} (default: ${fallback})`), presetNames),
    config: naming('file', text(null, 'a YAML file of options; options that are typed win over it')),
  };
};

const outputTable = {
  json: flag('print JSON and nothing else on standard output'),
  quiet: flag('print only results, warnings and errors'),
};
