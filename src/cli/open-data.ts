import type { Dataset } from '../dataset/index.js';
import type { Typed } from './command.js';
import { messageStream, writeLine, type CommandIo } from './io.js';
import { pictureProgress } from './picture-progress.js';

/**
 * Opens a data set, with a progress line if that takes long, and says what was left out. On a network disk it may take minutes.
 * @throws what `scanDataset` throws
 */
export async function openData(data: string, io: CommandIo, { json, quiet }: Pick<Typed, 'json' | 'quiet'>): Promise<Dataset> {
  const { scanDataset } = await import('../dataset/index.js');
  const messages = messageStream(io, json);
  const line = pictureProgress(messages, { title: 'scanning ' });
  const dataset = await scanDataset(data, { signal: io.signal, ...(!quiet && { onProgress: line.show }) }).finally(line.clear);
  for (const note of dataset.notes ?? []) writeLine(messages, note);
  return dataset;
}
