import { inspect } from 'node:util';
import { formatBytes, formatPercent, nearest, reasonOf, WorkFailed, WrongCommand } from '../config/index.js';
import type { Position, Quarantined } from './types.js';

/** Pictures cannot be used, and they are too many or too important to go on without them. */
export class BadPictures extends WorkFailed {
  override readonly code = 'ERR_WHISKER_BAD_PICTURES';

  /** @param pictures those that were found so far */
  constructor(message: string, readonly pictures: readonly Quarantined[], list: readonly string[] = []) {
    super(message, { list });
  }
}

const examples = (bad: readonly Quarantined[]) => bad.slice(0, 3).map(({ path, reason }) => `${path}: ${reason}`);

/** Returns a value on one line, as people would write it. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  return inspect(value, { depth: 1, breakLength: Infinity, maxArrayLength: 3, maxStringLength: 60 });
}

/** A number of bad samples, out of how many, and those in words. */
export interface TooManyBad {
  readonly count: number;
  readonly of: number;
  readonly words: string;
}

export const errors = {
  option: (name: string, value: unknown, takes: string) => new WrongCommand(`${name} is ${shown(value)}; it takes ${takes}`),
  cropTooSmall: (view: string, [from, to]: readonly [number, number], pixels: number, size: number, least: number) =>
    new WrongCommand(
      `policies.${view}.area is ${from} to ${to}. With size ${size}, its smallest crop is ${Number(pixels.toPrecision(2))} of a pixel wide, less than one. ` +
        `Let area begin at ${Math.ceil(least * 1e4) / 1e4} or more, or use a larger size`,
    ),
  /** @param path of the name, where it is not the name itself */
  unknownName: (kind: 'option' | 'view' | 'number' | 'field', name: string, names: readonly string[], path = name) => {
    const near = nearest(name, names);
    return new WrongCommand(`There is no ${kind} ${path}${near === undefined ? `; there are ${names.join(', ')}` : `. Did you mean ${near}?`}`);
  },
  noSamples: () => new WrongCommand('samples is empty; a batch needs at least one picture'),
  position: ({ epoch, batch }: Position, batches: number) =>
    new WrongCommand(`There is no batch ${batch} of epoch ${epoch}: epochs count from 0, batches from 0 to ${batches} (the end of the epoch)`),
  cacheTooLarge: (bytes: number, free: number) =>
    new WrongCommand(`cache ram needs ${formatBytes(bytes)}, more than half of the ${formatBytes(free)} of free memory. Turn the cache off, or use a smaller size`),
  /** V8 limits the size of one buffer, and the system limits the addresses of a process. */
  cacheNotAllocated: (bytes: number, thrown: unknown) =>
    new WrongCommand(`cache ram needs ${formatBytes(bytes)} in one piece, and the system has none that large (${reasonOf(thrown)}). Use cache disk, turn the cache off, or use a smaller size`),
  diskTooFull: (folder: string, needed: number, free: number) =>
    new WrongCommand(`cache disk needs ${formatBytes(needed)} in ${folder}, where ${formatBytes(free)} are free. Free some space, name another folder with cache-dir, or turn the cache off`),
  cacheFolder: (folder: string, thrown: unknown) =>
    thrown instanceof WrongCommand ? thrown : new WrongCommand(`cache disk cannot keep pictures in ${folder} (${reasonOf(thrown)}). Name another folder with cache-dir`),
  noCredits: (source: string, most: number) =>
    new WorkFailed(`The source ${source} of zipBatches sent ${most + 1} batches before one was released. Let it wait for a release before it sends more`),
  closed: () => new WorkFailed('The pipeline is closed. Create another one to get batches'),
  tooManyBad: (share: TooManyBad, limit: number, bad: readonly Quarantined[]) =>
    new BadPictures(
      `${share.count} of ${share.words} cannot be used (${formatPercent(share.count / share.of, 1)}), and max-bad allows ${formatPercent(limit, 1)}. ` +
        'Repair or remove them, or raise max-bad. For example:',
      bad, examples(bad),
    ),
  allBad: (total: number, bad: readonly Quarantined[]) =>
    new BadPictures(`None of the ${total} pictures can be used. Repair them: no value of max-bad helps. For example:`, bad, examples(bad)),
};
