import { allOptions, recipeNames, type OptionSpec, type RecipeOptions, type TrainOptions } from './options.js';
import { expectedOf } from './values.js';
import { yaml } from './yaml-package.js';

/** What a file of options can hold: values for all, and for one recipe alone. */
export type WritableOptions = Partial<TrainOptions> & { readonly perRecipe?: Readonly<Record<string, Partial<RecipeOptions>>> };

/**
 * Options as a YAML file for people, which `resolveOptions({ file })` reads back to the same: every option that is set
 * with its limits beside it, in the order of the table.
 *
 * @param comments lines for the head of the file
 * @param about facts of a run that are no options (versions, the data's fingerprint); under the key `about`, which a
 *   reader of options passes over
 */
export function toYaml(options: WritableOptions, comments: readonly string[] = [], about?: Readonly<Record<string, unknown>>): string {
  const { perRecipe = {}, ...values } = options;
  const { Document, Scalar } = yaml();
  const document = new Document({});
  if (comments.length > 0) document.commentBefore = comments.map((line) => ` ${line}`).join('\n');
  for (const [name, spec] of Object.entries<OptionSpec>(allOptions)) {
    const value: unknown = Reflect.get(values, name);
    if (value === undefined) continue;
    const node = new Scalar(value);
    node.comment = ` ${spec.help} (${expectedOf(spec)}${value === null ? nullOf(spec) : ''})`;
    document.set(name, node);
  }
  for (const recipe of recipeNames) {
    const own = Object.entries(perRecipe[recipe] ?? {}).filter(([, value]) => value !== null && value !== undefined);
    if (own.length > 0) document.set(recipe, Object.fromEntries(own));
  }
  if (about !== undefined) document.set('about', document.createNode(about));
  return document.toString({ lineWidth: 0 });
}

const nullOf = (spec: OptionSpec): string => (spec.kind === 'text' ? '; null: none' : "; null: the recipe's or the model's own");
