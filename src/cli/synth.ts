import { digits, drawPets, type OnProgress, type Progress } from '../dataset/index.js';
import { count, counted, duration, rate, typable } from './format.js';
import type { CommandIo, ExitCode, TextStream } from './io.js';

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

/** Shortest time between two progress lines, ms: moving on a terminal, and now and then in a file. */
const TTY_MS = 100;
const FILE_MS = 10_000;

/** Takes back the progress line that stands. */
const CLEAR = '\r\u001B[K';

/** Fills the folder `dir` with pictures of known classes. */
export async function synthCommand(dir: string, options: SynthCommandOptions, io: CommandIo): Promise<ExitCode> {
  const { seed, json = false, quiet = false } = options;
  const kind = options.digits === true ? 'digits' : 'pets';
  const progress = quiet ? undefined : progressOn(io.err);
  const request = { signal: io.signal, onProgress: progress?.show };
  try {
    const done = await (kind === 'digits'
      ? digits(dir, { ...request, count: options.count })
      : drawPets(dir, { ...request, count: options.count ?? PETS, seed }));
    progress?.clear();
    if (json) {
      io.out.write(`${JSON.stringify({ path: dir, kind, ...done })}\n`);
    } else {
      const what = `${counted(done.count, 'picture')} of ${kind} in ${typable(dir)}`;
      const how = done.written === 0 ? 'there already' : `written in ${duration(done.seconds)}`;
      (io.out.isTTY ? io.out : io.err).write(`${what}, ${how}\n  next   whisker split ${typable(dir)}\n`);
    }
    return 0;
  } catch (error) {
    progress?.clear();
    if (io.signal.aborted) return 130;
    throw error;
  }
}

/** A line that moves on a terminal, or a line now and then. */
function progressOn(stream: TextStream): { readonly show: OnProgress; readonly clear: () => void } {
  const every = stream.isTTY ? TTY_MS : FILE_MS;
  let shownAt = performance.now();
  let standing = false;
  return {
    show: (progress) => {
      if (performance.now() - shownAt < every) return;
      shownAt = performance.now();
      const line = progressLine(progress);
      stream.write(stream.isTTY ? `${CLEAR}${line.slice(0, (stream.columns ?? 80) - 1)}` : `${line}\n`);
      standing = stream.isTTY === true;
    },
    clear: () => {
      if (standing) stream.write(CLEAR);
      standing = false;
    },
  };
}

const progressLine = ({ done, total, perSecond, secondsLeft }: Progress): string =>
  `${count(done)}/${count(total)} pictures  ${rate(perSecond).trim()} a second  ${duration(secondsLeft)} left`;
