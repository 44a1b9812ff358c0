import type { Dataset } from '../dataset/index.js';
import type { Typed } from './command.js';
import { messageStream, type CommandIo } from './io.js';
import { pictureProgress } from './picture-progress.js';

/**
 * Opens a data set, with a progress line if that takes long. On a network disk it may take minutes.
 * @throws what `openDataset` throws
 */
export async function openData(data: string, io: CommandIo, { json, quiet }: Pick<Typed, 'json' | 'quiet'>): Promise<Dataset> {
  const { openDataset } = await import('../dataset/index.js');
  if (quiet) return openDataset(data, io.signal);
  const line = pictureProgress(messageStream(io, json), { title: 'scanning ' });
  return openDataset(data, io.signal, { onProgress: line.show }).finally(line.clear);
}
