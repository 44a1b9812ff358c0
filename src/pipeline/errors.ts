import { nearest, reasonOf, WorkFailed, WrongCommand } from '../config/index.js';
import type { TooManyBad } from './bad-share.js';
import type { Position, Quarantined } from './types.js';

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;

const gigabytes = (bytes: number): string => (bytes < 1e9 ? megabytes(bytes) : `${(Math.ceil(bytes / 1e8) / 10).toLocaleString('en')} GB`);

const examples = (bad: readonly Quarantined[]): string =>
  `For example:${bad.slice(0, 3).map(({ path, reason }) => `\n  ${path}: ${reason}`).join('')}\n`;

export const errors = {
  option: (name: string, value: unknown, takes: string) => new WrongCommand(`${name} is ${String(value)}; it takes ${takes}`),
  noOption: (name: string, names: readonly string[]) => {
    const near = nearest(name, names);
    return new WrongCommand(`There is no option ${name}${near === undefined ? `; there are ${names.join(', ')}` : `. Did you mean ${near}?`}`);
  },
  noSamples: () => new WrongCommand('There are no samples to make batches of'),
  position: ({ epoch, batch }: Position, batches: number) =>
    new WrongCommand(`There is no batch ${batch} of epoch ${epoch}: epochs count from 0, batches from 0 to ${batches}, the epoch's end`),
  cacheTooLarge: (bytes: number, free: number) =>
    new WrongCommand(
      `cache ram would take ${megabytes(bytes)}, more than half of the ${megabytes(free)} of memory that are free. Turn the cache off, or make size smaller`,
    ),
  /** V8 and the system have limits of their own: of one piece of memory, of the addresses of a process. */
  cacheNotHad: (bytes: number, thrown: unknown) =>
    new WrongCommand(`cache ram would take ${megabytes(bytes)}, and so much memory in one piece cannot be had (${reasonOf(thrown)}). Take cache disk, turn the cache off, or make size smaller`),
  diskTooFull: (folder: string, needed: number, free: number) =>
    new WrongCommand(
      `cache disk needs ${gigabytes(needed)} in ${folder}, where ${gigabytes(free)} are free. Make room, name another folder with cache-dir, or turn the cache off`,
    ),
  /** What keeps a cache from being opened, in words of its own or the system's. */
  cacheFolder: (folder: string, thrown: unknown) =>
    thrown instanceof WrongCommand ? thrown : new WrongCommand(`cache disk cannot keep pictures in ${folder} (${reasonOf(thrown)}). Name another folder with cache-dir`),
  noCredits: (source: number, most: number) =>
    new WorkFailed(`Source ${source} of those that meet sent ${most + 1} values of which none was released: it waits for no credits. Let it send the next when one is released`),
  closed: () => new WorkFailed('The pipeline was closed: it makes no batches any more'),
  tooManyBad: (share: TooManyBad, limit: number, bad: readonly Quarantined[]) =>
    new WorkFailed(
      `${share.count} of ${share.words} cannot be used (${percent(share.count / share.of)}), and max-bad allows ${percent(limit)}. ` +
        `${examples(bad)}Mend or remove them, or raise max-bad.`,
    ),
  allBad: (total: number, bad: readonly Quarantined[]) =>
    new WorkFailed(`None of the ${total} pictures can be used. ${examples(bad)}Nothing can be learned from them, whatever max-bad is.`),
};

/** Sentences for people about the cache on disk. */
export const messages = {
  needs: (bytes: number, folder: string, free: number) =>
    `The cache of decoded pictures needs ${gigabytes(bytes)} in ${folder}; ${gigabytes(free)} are free`,
  madeAnew: (path: string, fault: string) => `The cache of decoded pictures ${path} ${fault}; it is made anew`,
  full: (path: string) => `The disk is full: the cache of decoded pictures ${path} takes no more, and what is not in it is decoded every time`,
  failed: (path: string) => `The cache of decoded pictures ${path} cannot be written any more: what is not in it is decoded every time`,
  lost: (path: string, thrown: unknown) => `The cache of decoded pictures ${path} cannot be opened any more (${reasonOf(thrown)}): pictures are decoded every time`,
};
