import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { syncFile } from '../disk/index.js';
import { Appender, type LogFile } from './appender.js';
import type { RunEvent } from './schema.js';
import { restartRecord, scalarsRecord, versionRecord } from './tfevents.js';

/** Writes the numbers in a run's events for TensorBoard. */
export interface TensorBoard {
  /** Takes an event and writes its numbers within a second. Never throws. */
  write(event: RunEvent): void;
  /** Writes what is left and closes the file. */
  close(): Promise<void>;
}

/**
 * Opens a TensorBoard file in `folder`. The file is created with the first number; each resume of a run has its own.
 * @param onError called once if a write fails (`ENOSPC`, `EACCES`), and again only after a later write has succeeded
 */
export function openTensorBoard(folder: string, onError: (error: unknown) => void): TensorBoard {
  let board: Appender | undefined;
  let step = 0;
  const create = ({ time, seq }: RunEvent): Appender => {
    // TensorBoard finds files by `tfevents` in their names and reads them in the order of the names.
    const name = `events.out.tfevents.${String(Math.floor(time / 1000)).padStart(10, '0')}.${hostname()}.${seq}`;
    const appender = new Appender(createLazily(folder, name), { onError });
    appender.add(versionRecord(time / 1000));
    return appender;
  };
  const add = (event: RunEvent, record: Uint8Array): void => {
    board ??= create(event);
    board.add(record);
  };
  return {
    write(event) {
      const seconds = event.time / 1000;
      if (event.type === 'step' || event.type === 'epoch') step = event.step;
      if (event.type === 'run-start') add(event, restartRecord(seconds, event.resumedAt + 1));
      const scalars = scalarsOf(event);
      if (Object.keys(scalars).length > 0) add(event, scalarsRecord(seconds, step, scalars));
    },
    close: async () => board?.close(),
  };
}

/** Returns the numbers of an event by TensorBoard tag. TensorBoard groups tags by the word before the slash. */
export function scalarsOf(event: RunEvent): Record<string, number> {
  switch (event.type) {
    case 'step': {
      return { ...tagged('loss', event.losses), ...tagged('share', event.shares ?? {}), 'speed/trained_on_images_per_second': (event.trainedOn / event.ms) * 1000, 'speed/waiting_share': event.waitMs / event.ms };
    }
    case 'epoch': {
      return { 'val/accuracy': event.val.accuracy, 'val/loss': event.val.loss, ...(event.epoch > 0 && { 'epoch/trained_on_images_per_second': event.trainedOnPerSecond }) };
    }
    case 'run-end': {
      return event.test === undefined ? {} : { 'test/accuracy': event.test.accuracy, 'test/loss': event.test.loss };
    }
    default: {
      return {};
    }
  }
}

const tagged = (group: string, numbers: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(numbers).map(([name, value]) => [`${group}/${name}`, value]));

/** Returns a file that is created by its first write. If that fails, the next write tries again. */
function createLazily(folder: string, name: string): LogFile {
  let handle: FileHandle | undefined;
  const opened = async (): Promise<FileHandle> => {
    if (handle === undefined) {
      await mkdir(folder, { recursive: true });
      handle = await open(join(folder, name), 'w');
    }
    return handle;
  };
  return {
    write: async (bytes, offset) => (await opened()).write(bytes, offset),
    truncate: async (length) => handle?.truncate(length),
    sync: async () => handle && syncFile(handle),
    close: async () => handle?.close(),
  };
}
