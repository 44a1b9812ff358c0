import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { createDecodePool, type Sample } from 'whisker/pipeline';
import { benchFolder } from '../places.js';
import type { Chance } from './chance.js';
import { printOf } from './print.js';
import { hold } from './violation.js';

/** Each picture has two versions, and either may stand in its file. */
export const VERSIONS = [0, 1] as const;
export const DECODERS = ['auto', 'sharp'] as const;
export type Decoder = (typeof DECODERS)[number];

const CLASSES = 5;
const fixtures = join(benchFolder, '..', 'fixtures', 'pictures');

/** The pictures, and what is to be known of them. */
export interface Album {
  /** Folder that the samples' paths start from. */
  readonly root: string;
  readonly samples: readonly Sample[];
  /** Edge of the square that they are resized to. */
  readonly size: number;
  /** Files that no picture can be read from. */
  readonly rotten: readonly string[];
  /** A named pipe that nobody writes to. */
  readonly pipe: string;
  /** The file that a version of a picture is copied from. */
  versionOf(picture: number, version: number): string;
  /** The fingerprint of its pixels, as a plain decode makes them. */
  printOf(decoder: Decoder, picture: number, version: number): string;
}

/**
 * Draws `count` pictures in two versions into `folder`, and decodes each once with each decoder: a quarter of them PNGs,
 * the others JPEGs, 40 to 420 px and some of 1600; the first ones are the project's own odd pictures.
 */
export async function makeAlbum(folder: string, count: number, size: number, chance: Chance, onProgress: (done: number) => void): Promise<Album> {
  const root = join(folder, 'pictures');
  const store = join(folder, 'versions');
  const pipe = join(folder, 'pipe');
  for (const path of [root, store]) mkdirSync(path);
  execFileSync('mkfifo', [pipe]);
  const versionOf = (picture: number, version: number): string => join(store, `${picture}-${version}`);
  const odd = filesIn(join(fixtures, 'good'));
  const pool = createDecodePool({ workers: 1 });
  const prints = new Map<string, string>();
  for (let picture = 0; picture < count; picture++) {
    for (const version of VERSIONS) {
      const file = versionOf(picture, version);
      if (version === 0 && picture < odd.length) copyFileSync(odd[picture], file);
      else await draw(file, chance);
      for (const decoder of DECODERS) {
        const target = new SharedArrayBuffer(size * size * 3);
        const { refused } = await pool.decode({ path: file, size, decoder, target, views: ['none'], offsets: [0], pixelLimit: 1e8, background: '#ffffff' });
        hold(refused === null, () => `${picture < odd.length ? odd[picture] : file} cannot be decoded: ${refused}`);
        prints.set(`${decoder} ${picture} ${version}`, printOf(new Uint8Array(target)));
      }
    }
    onProgress(picture + 1);
  }
  await pool.close();
  return {
    root, size, pipe, versionOf,
    rotten: filesIn(join(fixtures, 'bad')),
    samples: Array.from({ length: count }, (_, picture) => ({ path: `${String(picture).padStart(5, '0')}.jpg`, class: picture % CLASSES })),
    printOf: (decoder, picture, version) => prints.get(`${decoder} ${picture} ${version}`) ?? 'none',
  };
}

const filesIn = (folder: string): string[] => readdirSync(folder).toSorted().map((name) => join(folder, name));

/** Blobs of random colours, of which no two are alike. */
async function draw(file: string, chance: Chance): Promise<void> {
  const large = chance.often(0.02);
  const [width, height] = large ? [1600, 1200] : [chance.whole(40, 420), chance.whole(40, 420)];
  const [columns, rows] = [chance.whole(4, 40), chance.whole(4, 40)];
  const blobs = Uint8Array.from({ length: columns * rows * 3 }, () => chance.whole(0, 255));
  const picture = sharp(blobs, { raw: { width: columns, height: rows, channels: 3 } }).resize(width, height, { fit: 'fill' });
  await (chance.often(0.25) && !large ? picture.png({ compressionLevel: 1 }) : picture.jpeg({ quality: chance.whole(60, 95) })).toFile(file);
}
