import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawPicture } from '../picture-set.js';
import { Random } from '../random.js';
import { whiskerDone } from './whisker.js';

/** Pictures and options of a run that takes seconds. */
export interface TinyRun {
  /** Folder of everything. */
  readonly folder: string;
  readonly data: string;
  readonly split: string;
  /** Returns the words that begin the run in `out`, or resume it where it has begun. */
  words(out: string): readonly string[];
}

const NETWORK = '--preset tiny --width 4 --generator-width 4 --noise 6 --batch 8 --cache off'.split(' ');
/** EfficientNet is the only network with weights of its own, which `probe` needs. */
const PRETRAINED = '--preset quick --size 32 --batch 8 --precision f32'.split(' ');
/** Checkpoints every 0.3 s, so that many are written within seconds. One worker, so that the order of the reads is the same in each run. */
const ALWAYS = '--checkpoint-minutes 0.005 --workers 1'.split(' ');
const EPOCHS: Readonly<Record<string, number>> = { supervised: 30 };

const [CLASSES, PICTURES] = [['a', 'b'], 48] as const;

/** Draws 96 pictures and divides them: 8 labelled, 16 for validation, 16 for the test, 56 unlabelled. */
export async function createTinyRun(recipe: string, seed: number): Promise<TinyRun> {
  const folder = mkdtempSync(join(tmpdir(), 'whisker-soak-'));
  const [data, split] = [join(folder, 'data'), join(folder, 'split.json')];
  const random = new Random(seed);
  for (const name of CLASSES) {
    mkdirSync(join(data, name), { recursive: true });
    for (let number = 0; number < PICTURES; number++) await drawPicture(join(data, name, `${number}.jpg`), random);
  }
  await whiskerDone(['split', data, '--labels', '8', '--val', '16', '--test', '16', '--seed', String(seed), '--out', split]);
  const options = [...(recipe === 'probe' ? PRETRAINED : [...NETWORK, '--epochs', String(EPOCHS[recipe] ?? 4)]), ...ALWAYS];
  return {
    folder, data, split,
    // `run.yaml` is written last, so without it the run has not begun.
    words: (out) => (existsSync(join(out, 'run.yaml')) ? ['train', '--resume', out, '--quiet'] : ['train', data, '--split', split, '--recipe', recipe, '--seed', String(seed), '--out', out, '--quiet', ...options]),
  };
}
