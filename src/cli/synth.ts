import { formatDuration, pluralize } from '../config/index.js';
import { writeDigits, writePets } from '../synth/index.js';
import { typable } from './format.js';
import type { CommandIo, ExitCode } from './io.js';
import { pictureProgress } from './picture-progress.js';

export interface SynthCommandOptions {
  /** MNIST's digits instead of drawn pets. */
  readonly digits?: boolean;
  /** Pictures in all. @default 10000 digits, 4000 pets */
  readonly count?: number;
  /** What the pets look like; digits are the same for every seed. */
  readonly seed: number;
  readonly json?: boolean;
  /** No progress. */
  readonly quiet?: boolean;
}

/** Enough for the usual split, with as many unlabelled pictures as all other parts together; some minutes of drawing. */
const PETS = 4000;

/** Fills the folder `dir` with pictures of known classes. */
export async function synthCommand(dir: string, options: SynthCommandOptions, io: CommandIo): Promise<ExitCode> {
  const { seed, json = false, quiet = false } = options;
  const kind = options.digits === true ? 'digits' : 'pets';
  const progress = quiet ? undefined : pictureProgress(io.err);
  const request = { signal: io.signal, onProgress: progress?.show };
  try {
    const done = await (kind === 'digits'
      ? writeDigits(dir, { ...request, count: options.count })
      : writePets(dir, { ...request, count: options.count ?? PETS, seed }));
    progress?.clear();
    if (json) {
      io.out.write(`${JSON.stringify({ path: dir, kind, ...done })}\n`);
    } else {
      const what = `${pluralize(done.count, 'picture')} of ${kind} in ${typable(dir)}`;
      const how = done.written === 0 ? 'there already' : `written in ${formatDuration(done.seconds)}`;
      (io.out.isTTY ? io.out : io.err).write(`${what}, ${how}\n  next   whisker split ${typable(dir)}\n`);
    }
    return 0;
  } catch (error) {
    progress?.clear();
    if (io.signal.aborted) return 130;
    throw error;
  }
}
