import { availableParallelism } from 'node:os';
import { choice, flag, integer, integerOrAuto, naming, number, text, withoutEffect, type OptionValue, type ValuesOf } from './spec.js';

const cores = availableParallelism();

/** The sizes of the sets, and the seed. */
export const splitOptions = {
  labels: integer(100, 1, 1_000_000, 'labelled samples in all, the same number of each class'),
  val: integer(1000, 1, 1_000_000, 'validation samples'),
  test: integer(1000, 1, 1_000_000, 'test samples'),
  'small-classes': choice(['refuse', 'keep'], 'refuse', 'a class with fewer samples than the split needs; refuse: make no split; keep: divide the samples that it has, the first one labelled'),
  seed: integer(1, 0, 2 ** 32 - 1, 'seed of everything random'),
} as const;

/** How pictures become batches. */
export const pipelineOptions = {
  size: integer(224, 8, 1024, 'edge in pixels that pictures are resized to'),
  batch: integer(64, 1, 4096, 'unlabelled pictures in a step, and generated ones'),
  workers: withoutEffect(integer(Math.min(cores, 64), 1, 64, 'decode threads')),
  concurrency: withoutEffect(integerOrAuto('auto', 1, 1024, 'pictures in decode at once; auto: as many as the step asks for, found while it trains')),
  prefetch: withoutEffect(integer(3, 1, 64, 'batches decoded ahead: the memory of the pipeline')),
  cache: withoutEffect(choice(['off', 'ram', 'disk'], 'off', 'keep decoded pictures for later epochs')),
  'cache-dir': withoutEffect(naming('folder', text(null, "folder of the caches on disk (default: whisker's own cache folder)"))),
  decoder: choice(['auto', 'sharp'], 'auto', 'auto decodes most JPEGs on a fast path and the rest with sharp; sharp decodes all'),
  'decode-timeout': withoutEffect(number(30, 0.1, 3600, 'seconds that one picture may take before it is quarantined')),
  isolate: withoutEffect(flag('decode in a separate process: a crash of the decoder then costs one picture and not the run')),
  'max-bad': number(0.1, 0, 1, 'share of unreadable pictures at which the run stops'),
  'pixel-limit': integer(100_000_000, 1, 2 ** 31 - 1, 'pictures with more pixels are refused before they are decoded'),
  policies: text(null, 'numbers of the views (augmentations) to change, as crop.area=0.6-1,crop.gray=0; docs/pipeline.md lists them', {
    test: /^[a-z]+\.[a-z]+=\d{1,3}(\.\d{1,6})?(-\d{1,3}(\.\d{1,6})?)?(,[a-z]+\.[a-z]+=\d{1,3}(\.\d{1,6})?(-\d{1,3}(\.\d{1,6})?)?)*$/,
    means: 'numbers of views, as crop.area=0.6-1,crop.gray=0',
  }),
  background: text('#ffffff', 'colour behind transparent pixels', { test: /^#[0-9a-fA-F]{6}$/, means: 'a colour as #rrggbb' }),
} as const;

/** The networks. */
export const modelOptions = {
  model: choice(['resnet18', 'convnet', 'efficientnet-lite0'], 'resnet18', 'the classifier'),
  width: integer(null, 1, 512, "channels of the classifier's first layer"),
  stem: choice(['imagenet', 'small'], 'imagenet', "resnet18's first layers: imagenet halves pictures twice; small keeps the size, for pictures of up to 64 pixels"),
  'generator-width': integer(64, 1, 512, "channels of the generator's last hidden layer"),
  noise: integer(100, 1, 4096, 'numbers of noise that a picture is generated from'),
  weights: naming('file', text(null, "start the classifier from a safetensors file with torchvision's names; none: random weights (default: the network's own pretrained weights, which efficientnet-lite0 has)"), ['none']),
  normalize: choice(['auto', 'none', 'imagenet', 'efficientnet'], 'auto', 'how the classifier normalises pictures; auto: as its weights expect'),
  head: choice(['probe', 'random'], 'probe', "how the head starts where pretrained weights bring none for these classes: probe (logistic regression on the labelled pictures' features) or random"),
  freeze: naming('list', text('none', 'what does not learn: norms (batch norms), body (everything but the head), a number of stages from the pictures on, or norms and a number: norms,4', {
    test: /^(?:none|norms|body|(?:norms,)?[1-9]\d*)$/, means: 'none, norms, body, a number of stages, or norms and a number (norms,4)',
  }), ['none', 'norms', 'body']),
  'body-rate': number(1, 0, 1, 'learning rate of everything but the head, as a share of --learning-rate'),
} as const;

/** The run itself. */
export const runOptions = {
  engine: choice(['auto', 'cpu', 'gpu', 'wasm'], 'auto', 'where the networks are computed'),
  precision: choice(['f32', 'bf16', 'auto'], 'f32', 'precision of convolutions and activations: float32, bfloat16, or the faster of the two on this machine'),
  'engine-threads': withoutEffect(integerOrAuto('auto', 1, 256, 'threads for one TensorFlow operation; auto: one per core')),
  'uv-threads': withoutEffect(integerOrAuto('auto', 1, 1024, 'threads of libuv, where libvips decodes pictures other than JPEGs; auto: two per core, and two')),
  patience: integer(0, 0, 1_000_000, 'epochs without a better validation after which the run stops early; 0: it goes on'),
  'checkpoint-minutes': withoutEffect(number(10, 0, 1440, 'minutes between checkpoints inside an epoch')),
  tensorboard: withoutEffect(choice(['on', 'off'], 'on', "write the run's numbers for TensorBoard too")),
} as const;

/** The options of every run. A recipe adds its own. */
export const trainOptions = { ...runOptions, ...pipelineOptions, ...modelOptions, ...splitOptions } as const;
/** The values of the options of every run. */
export type SharedOptions = ValuesOf<typeof trainOptions>;

/** Names of the options that a run's results do not depend on. They may differ between runs that are compared. */
export const optionsWithoutEffect: ReadonlySet<string> = new Set(Object.entries(trainOptions).flatMap(([name, spec]) => ('withoutEffect' in spec ? [name] : [])));

/** Values of options. Under the name of a recipe are those of this recipe alone. */
type Preset = Partial<SharedOptions & { readonly recipe: string }> & Readonly<Record<string, OptionValue | Readonly<Record<string, OptionValue>>>>;

/** For photographs and random weights. An epoch of `supervised` is one step with 100 labels; those of the others are a pass over the unlabelled pictures. */
const fromScratch = {
  view: 'crop', schedule: 'cosine',
  supervised: { epochs: 600, 'learning-rate': 0.03, ema: 0.99 },
  sgan: { epochs: 30, ema: 0.99 },
  fixmatch: { epochs: 30 },
  'sgan-fixmatch': { epochs: 30 },
  'rotation-fixmatch': { epochs: 14, 'adaptive-threshold': true, 'distribution-alignment': true },
} as const;

/** Named sets of values. The command line and files win over them. */
export const presets = {
  article: {
    size: 224, batch: 64, model: 'resnet18', width: 64, 'generator-width': 64, noise: 100, labels: 100, val: 1000, test: 1000,
    sgan: { 'running-statistics': 'all' },
  },
  quick: {
    // Validation of seed 1 on the photographs: 97.1 % at 160 px, 98.6 % at 224, 99.0 % at 256, 98.6 % at 288.
    recipe: 'probe', size: 256, batch: 64, model: 'efficientnet-lite0', precision: 'auto', labels: 100, val: 1000, test: 1000,
  },
  finetune: {
    recipe: 'fixmatch', size: 128, batch: 32, 'labelled-batch': 16, model: 'efficientnet-lite0', freeze: 'norms,6', precision: 'auto', cache: 'ram',
    labels: 100, val: 1000, test: 1000, 'learning-rate': 0.0005, ema: 0.99,
    fixmatch: { epochs: 1 },
  },
  small: {
    size: 64, batch: 64, model: 'resnet18', width: 16, 'generator-width': 32, noise: 100, precision: 'auto', labels: 100, val: 500, test: 1000, ...fromScratch,
  },
  tiny: {
    size: 32, batch: 64, model: 'convnet', 'generator-width': 16, noise: 100, labels: 100, val: 500, test: 1000, cache: 'ram', ...fromScratch,
  },
} as const satisfies Record<string, Preset>;
export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as readonly PresetName[];
