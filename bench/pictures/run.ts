import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { createDecodePool, type DecodePool, type DecodeTask } from 'whisker-ml/pipeline';
import { BenchFailed } from '../errors.js';
import { preparePeers } from '../peers/python.js';
import { cacheFolder } from '../places.js';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { decodeWithPillow, type PillowAnswer } from './pillow.js';

export interface PicturesOptions {
  /** Folder of the pictures. Its subfolders are searched too. */
  readonly data: string;
  /** Edge in pixels to which both resize. */
  readonly size: number;
}

/** Report of what whisker and Pillow make of the same pictures. */
export interface PicturesReport extends ReportHead<'pictures'> {
  readonly options: PicturesOptions;
  readonly pictures: readonly Comparison[];
}

export interface Comparison {
  /** Relative to the folder. */
  readonly file: string;
  /** Why whisker refuses it. Null when it does not. */
  readonly refused: string | null;
  /** Why Pillow refuses it. Null when it does not. */
  readonly error: string | null;
  /** Format and mode, as Pillow names them. */
  readonly kind: string;
  /** Mean and largest difference of a value, of 255. Null unless both read the picture. */
  readonly difference: { readonly mean: number; readonly largest: number } | null;
}

const PIXEL_LIMIT = 2e8;
const EXTENSION = /\.(jpe?g|jpe|jfif|mpo|a?png|webp|avifs?|gif|tiff?)$/i;

/** Decodes all pictures in a folder with whisker and with Pillow, over white. */
export async function comparePictures(options: PicturesOptions, say: (sentence: string) => void): Promise<PicturesReport> {
  const date = new Date().toISOString();
  const before = load();
  const peers = await preparePeers(cacheFolder, ['pillow'], say);
  if (peers === null || peers.missing.pillow !== undefined) throw new BenchFailed('There is nothing to compare with: Pillow could not be installed.');
  const folder = resolve(options.data);
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((name) => name.isFile() && EXTENSION.test(name.name)).map((name) => join(name.parentPath, name.name)).sort();
  const pool = createDecodePool({ workers: 1 });
  try {
    const pictures: Comparison[] = [];
    for await (const theirs of decodeWithPillow(peers.python, files, options.size, PIXEL_LIMIT)) {
      const file = files[pictures.length] ?? '';
      pictures.push({ file: relative(folder, file), ...compare(theirs, await decode(pool, file, options.size)) });
    }
    return { bench: 'pictures', date, machine: describeMachine(), load: { before, after: load() }, options, pictures };
  } finally {
    await pool.close();
  }
}

/** Returns the pixels, or why there are none. */
async function decode(pool: DecodePool, path: string, size: number): Promise<Uint8Array | string> {
  const task: DecodeTask = {
    path, size, decodedSize: size, pixelLimit: PIXEL_LIMIT, background: '#ffffff', decoder: 'auto', views: [null], target: new SharedArrayBuffer(size * size * 3), offsets: [0],
  };
  return (await pool.decode(task)).refused ?? new Uint8Array(task.target);
}

function compare(theirs: PillowAnswer, ours: Uint8Array | string): Omit<Comparison, 'file'> {
  const refused = typeof ours === 'string' ? ours : null;
  if ('error' in theirs) return { refused, error: theirs.error, kind: '', difference: null };
  const kind = `${theirs.kind} ${theirs.mode}`;
  return { refused, error: null, kind, difference: typeof ours === 'string' ? null : differenceOf(ours, Buffer.from(theirs.pixels, 'base64')) };
}

function differenceOf(ours: Uint8Array, theirs: Uint8Array): { mean: number; largest: number } {
  const differences = ours.map((value, at) => Math.abs(value - theirs[at]));
  const largest = differences.reduce((most, value) => Math.max(most, value), 0);
  return { mean: differences.reduce((sum, value) => sum + value, 0) / differences.length, largest };
}
