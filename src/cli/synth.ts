import { formatDuration, pluralize, resolveWords, typable } from '../config/index.js';
import { writeDigits, writePets } from '../synth/index.js';
import type { CommandHandler } from './command.js';
import { messageStream } from './io.js';
import { pictureProgress } from './picture-progress.js';
import { synthTable } from './tables.js';

/** Number of pets by default: enough for the default split with half of them unlabelled, drawn in some minutes. */
const PETS = 4000;

/** Fills a folder with pictures of known classes. */
export const synthCommand: CommandHandler = async ({ args: [dir = ''], own, json, quiet }, io) => {
  const { digits, count, seed } = resolveWords(synthTable, own);
  const progress = quiet ? undefined : pictureProgress(io.err);
  const request = { signal: io.signal, onProgress: progress?.show };
  const writing = digits ? writeDigits(dir, { ...request, count: count ?? undefined }) : writePets(dir, { ...request, count: count ?? PETS, seed });
  const done = await writing.finally(progress?.clear);
  const kind = digits ? 'digits' : 'pets';
  if (json) {
    io.out.write(`${JSON.stringify({ path: dir, kind, ...done })}\n`);
    return 0;
  }
  const how = done.written === 0 ? 'already there' : `written in ${formatDuration(done.seconds)}`;
  messageStream(io, json).write(`${pluralize(done.count, 'picture')} of ${kind} in ${typable(dir)}, ${how}\n  next   whisker split ${typable(dir)}\n`);
  return 0;
};
