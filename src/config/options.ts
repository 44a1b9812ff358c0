import { availableParallelism } from 'node:os';

/** A number between limits. `null` as default: the recipe's or the preset's own. */
interface NumberOption {
  readonly kind: 'integer' | 'number';
  readonly default: number | 'auto' | null;
  readonly min: number;
  readonly max: number;
  readonly help: string;
  /** Whether the word `auto` may stand in its place. */
  readonly auto?: true;
}
interface ChoiceOption<Choice extends string = string> {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
  readonly default: Choice;
  readonly help: string;
}
interface TextOption {
  readonly kind: 'text';
  readonly default: string | null;
  readonly help: string;
  /** What the text must look like, and what to call that in an error. */
  readonly pattern?: { readonly test: RegExp; readonly means: string };
  /** One letter that says the same on the command line. */
  readonly short?: string;
}
interface FlagOption {
  readonly kind: 'flag';
  readonly default: boolean;
  readonly help: string;
}
export type OptionSpec = NumberOption | ChoiceOption | TextOption | FlagOption;

/** The rows of a table, by kind. */
export const integer = <Default extends number | null>(fallback: Default, min: number, max: number, help: string) => ({ kind: 'integer', default: fallback, min, max, help }) as const;
export const integerOrAuto = <Default extends number | 'auto'>(fallback: Default, min: number, max: number, help: string) => ({ kind: 'integer', default: fallback, min, max, help, auto: true }) as const;
export const number = <Default extends number | null>(fallback: Default, min: number, max: number, help: string) => ({ kind: 'number', default: fallback, min, max, help }) as const;
export const choice = <Choice extends string>(choices: readonly Choice[], fallback: NoInfer<Choice>, help: string) => ({ kind: 'choice', choices, default: fallback, help }) as const;
export const text = <Default extends string | null>(fallback: Default, help: string, pattern?: TextOption['pattern']) => ({ kind: 'text', default: fallback, help, ...(pattern && { pattern }) }) as const;
export const flag = (help: string) => ({ kind: 'flag', default: false, help }) as const;

const cores = availableParallelism();

/** Which samples play which part. */
export const splitOptions = {
  labels: integer(100, 1, 1_000_000, 'labelled samples in all, the same number of each class'),
  val: integer(1000, 1, 1_000_000, 'validation samples'),
  test: integer(1000, 1, 1_000_000, 'test samples'),
  seed: integer(1, 0, 2 ** 32 - 1, 'seed of everything random'),
} as const;

/** How pictures become batches. */
export const pipelineOptions = {
  size: integer(224, 8, 1024, 'edge in pixels that pictures are resized to'),
  batch: integer(64, 1, 4096, 'unlabelled pictures in a step, and generated ones'),
  workers: integer(Math.min(cores, 64), 1, 64, 'decode threads'),
  concurrency: integerOrAuto('auto', 1, 1024, 'pictures in decode at once; auto: as many as the step asks for, found while it trains'),
  prefetch: integer(3, 1, 64, 'batches decoded ahead: the memory of the pipeline'),
  cache: choice(['off', 'ram', 'disk'], 'off', 'keep decoded pixels for later epochs'),
  'cache-dir': text(null, "folder of the caches on disk (default: whisker's own cache folder)"),
  decoder: choice(['auto', 'sharp'], 'auto', 'auto reads most JPEGs in a fast lane of its own, sharp none'),
  'decode-timeout': number(30, 0.1, 3600, 'time that one picture may take before it is set aside'),
  isolate: flag("decode in a process of its own, so that a decoder's crash costs one picture and not the run"),
  'max-bad': number(0.1, 0, 1, 'share of unreadable pictures past which the run stops'),
  'pixel-limit': integer(100_000_000, 1, 2 ** 31 - 1, 'pixels past which a picture is refused unread'),
  background: text('#ffffff', 'what shows through transparent pixels', { test: /^#[0-9a-fA-F]{6}$/, means: 'a colour as #rrggbb' }),
} as const;

/** The networks. */
export const modelOptions = {
  model: choice(['resnet18', 'convnet'], 'resnet18', 'the classifier'),
  width: integer(null, 1, 512, "channels of the classifier's first layer"),
  'generator-width': integer(64, 1, 512, "channels of the generator's last hidden layer"),
  noise: integer(100, 1, 4096, 'standard normals that a generated picture is drawn from'),
  weights: text(null, "start the classifier from a safetensors file with torchvision's names"),
} as const;

/** What each recipe may set for itself; in `compare`, `--RECIPE.OPTION` sets it for one recipe alone. */
export const recipeOptions = {
  epochs: integer(null, 1, 1_000_000, 'passes over the unlabelled samples (supervised: steps)'),
  'learning-rate': number(null, 0, 10, 'step size of the optimizers'),
  beta1: number(null, 0, 0.9999, "decay of Adam's first moment"),
  beta2: number(null, 0, 0.999999, "decay of Adam's second moment"),
  momentum: number(null, 0, 0.9999, "SGD's momentum"),
  'weight-decay': number(null, 0, 1, "L2 penalty in SGD's gradient"),
  ema: number(null, 0, 0.9999, "decay of the running average of the classifier's weights that is judged and kept as the best; 0: none"),
} as const;

/** The run itself. */
export const runOptions = {
  recipe: choice(['supervised', 'sgan'], 'sgan', 'what a step does'),
  'fake-class': flag('sgan with an explicit class for generated pictures (the variant that the article dropped)'),
  engine: choice(['auto', 'cpu', 'gpu', 'wasm'], 'auto', 'what computes'),
  precision: choice(['f32', 'bf16', 'auto'], 'f32', 'numbers of the convolutions and what lies between them: float32, bfloat16, or the faster of both on this machine'),
  'engine-threads': integerOrAuto('auto', 1, 256, "threads that an operation of TensorFlow's is divided among; auto: one a core"),
  'uv-threads': integerOrAuto('auto', 1, 1024, "libuv's threads, on which libvips decodes what is no JPEG; auto: two a core, and two"),
  'checkpoint-minutes': number(10, 0, 1440, 'minutes between checkpoints inside an epoch'),
  tensorboard: choice(['on', 'off'], 'on', "write the run's numbers for TensorBoard too"),
} as const;

export const trainOptions = { ...runOptions, ...pipelineOptions, ...modelOptions, ...recipeOptions, ...splitOptions } as const;

/** Several runs beside each other. */
export const compareOptions = {
  ...trainOptions,
  recipes: text('supervised,sgan', 'the recipes to compare, with commas between them', { test: /^[a-z]+(,[a-z]+)*$/, means: 'names of recipes with commas between them' }),
  splits: integer(3, 1, 100, 'label splits that each recipe is trained on; their seeds count up from --seed'),
} as const;

/** Every option that a file of options may set, whichever command reads it. */
export const allOptions = compareOptions;

/** The recipes that `--RECIPE.OPTION` may name. */
export const recipeNames = runOptions.recipe.choices;
export type RecipeName = (typeof recipeNames)[number];

/** The value that an option of a table has once every default is filled in. */
export type ValueOf<Spec extends OptionSpec> = Spec extends { kind: 'choice'; choices: readonly (infer Choice)[] }
  ? Choice
  : Spec extends { kind: 'flag' }
    ? boolean
    : Spec extends { kind: 'text' }
      ? Spec['default'] extends null ? string | null : string
      : Spec extends { kind: 'integer'; auto: true }
        ? number | 'auto'
        : Spec extends { kind: 'integer' | 'number' }
          ? Spec['default'] extends null ? number | null : number
          : never;
export type ValuesOf<Table extends Record<string, OptionSpec>> = { readonly [Name in keyof Table]: ValueOf<Table[Name]> };
export type TrainOptions = ValuesOf<typeof trainOptions>;
export type CompareOptions = ValuesOf<typeof compareOptions>;
export type RecipeOptions = ValuesOf<typeof recipeOptions>;

/** Values that one source of options (a preset, a file, the command line) sets: for all, and for one recipe alone. */
export type PresetValues = Partial<TrainOptions> & { readonly [Recipe in RecipeName]?: Partial<RecipeOptions> };

/** Sets of values with a name; what is typed or written in a file wins over them. */
export const presets = {
  article: {
    size: 224, batch: 64, model: 'resnet18', width: 64, 'generator-width': 64, noise: 100, labels: 100, val: 1000, test: 1000,
  },
  small: {
    size: 64, batch: 64, model: 'resnet18', width: 16, 'generator-width': 32, noise: 100, labels: 100, val: 500, test: 1000,
  },
  tiny: {
    size: 32, batch: 64, model: 'convnet', 'generator-width': 16, noise: 100, labels: 100, val: 500, test: 1000, cache: 'ram',
  },
} as const satisfies Record<string, PresetValues>;
export type PresetName = keyof typeof presets;
