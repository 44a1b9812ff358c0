import { formatDuration, pluralize } from '../config/index.js';
import { writeDigits, writePets } from '../synth/index.js';
import { typable } from './format.js';
import type { CommandIo, ExitCode } from './io.js';
import { pictureProgress } from './picture-progress.js';

export interface SynthCommandOptions {
  /** Writes MNIST's digits instead of drawn pets. */
  readonly digits?: boolean;
  /** Number of pictures. @default 10000 digits, 4000 pets */
  readonly count?: number;
  /** Seed of the pets. Digits are the same for every seed. */
  readonly seed: number;
  readonly json?: boolean;
  /** Shows no progress. */
  readonly quiet?: boolean;
}

/** Number of pets by default: enough for the default split with half of them unlabelled, drawn in some minutes. */
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
      const how = done.written === 0 ? 'already there' : `written in ${formatDuration(done.seconds)}`;
      (io.out.isTTY ? io.out : io.err).write(`${what}, ${how}\n  next   whisker split ${typable(dir)}\n`);
    }
    return 0;
  } catch (error) {
    progress?.clear();
    if (io.signal.aborted) return 130;
    throw error;
  }
}
