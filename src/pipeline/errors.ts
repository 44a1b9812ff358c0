import { WorkFailed, WrongCommand } from '../config/index.js';
import type { TooManyBad } from './share.js';
import type { Position, Quarantined } from './types.js';

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;

const examples = (bad: readonly Quarantined[]): string =>
  `For example:${bad.slice(0, 3).map(({ path, reason }) => `\n  ${path}: ${reason}`).join('')}\n`;

export const Errors = {
  option: (name: string, value: unknown, takes: string) => new WrongCommand(`${name} is ${String(value)}; it takes ${takes}`),
  noSamples: () => new WrongCommand('There are no samples to make batches of'),
  position: ({ epoch, batch }: Position, batches: number) =>
    new WrongCommand(`There is no batch ${batch} of epoch ${epoch}: epochs count from 0, batches from 0 to ${batches}, the epoch's end`),
  cacheTooLarge: (bytes: number, free: number) =>
    new WrongCommand(
      `cache ram would take ${megabytes(bytes)}, more than half of the ${megabytes(free)} of memory that are free. Turn the cache off, or make size smaller`,
    ),
  tooManyBad: (share: TooManyBad, limit: number, bad: readonly Quarantined[]) =>
    new WorkFailed(
      `${share.count} of ${share.words} cannot be used (${percent(share.count / share.of)}), and max-bad allows ${percent(limit)}. ` +
        `${examples(bad)}Mend or remove them, or raise max-bad.`,
    ),
  allBad: (total: number, bad: readonly Quarantined[]) =>
    new WorkFailed(`None of the ${total} pictures can be used. ${examples(bad)}Nothing can be learned from them, whatever max-bad is.`),
};
