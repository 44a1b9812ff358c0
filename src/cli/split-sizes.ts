import type { Typed } from './command.js';
import { errors } from './errors.js';

/** @throws WrongCommand where options divide the samples that the file of --split divides already */
export function refuseSizes(splitFile: string | null, { words }: Pick<Typed, 'words'>): void {
  const typed = ['labels', 'val', 'test', 'small-classes'].filter((name) => words[name] !== undefined);
  if (splitFile !== null && typed.length > 0) throw errors.splitWith(typed.map((name) => `--${name}`));
}
