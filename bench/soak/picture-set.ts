import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { createDecodePool, type Sample } from 'whisker-ml/pipeline';
import { benchFolder } from '../places.js';
import { fingerprint } from './fingerprint.js';
import type { Random } from './random.js';
import { assert } from './violation.js';

/** Each picture has two versions, and its file may contain either. */
export const VERSIONS = [0, 1] as const;
export const DECODERS = ['auto', 'sharp'] as const;
export type Decoder = (typeof DECODERS)[number];

const CLASSES = 5;
const fixtures = join(benchFolder, '..', 'fixtures', 'pictures');

/** The pictures of a soak, and how they look when they are decoded. */
export interface PictureSet {
  /** Folder that the samples' paths start from. */
  readonly root: string;
  readonly samples: readonly Sample[];
  /** Edge of the square that they are resized to. */
  readonly size: number;
  /** Files that cannot be decoded. */
  readonly badFiles: readonly string[];
  /** A named pipe without a writer. */
  readonly pipe: string;
  /** Returns the file that a version of a picture is copied from. */
  versionOf(picture: number, version: number): string;
  /** Returns the fingerprint of the pixels that a plain decode makes. */
  fingerprintOf(decoder: Decoder, picture: number, version: number): string;
}

/**
 * Creates `count` pictures in two versions, and decodes each with each decoder. A quarter are PNGs, the others JPEGs, with edges of
 * 40 to 420 pixels and some of 1600. The first pictures are the odd ones of the project's fixtures.
 */
export async function createPictureSet(folder: string, count: number, size: number, random: Random): Promise<PictureSet> {
  const root = join(folder, 'pictures');
  const versions = join(folder, 'versions');
  const pipe = join(folder, 'pipe');
  for (const path of [root, versions]) mkdirSync(path);
  execFileSync('mkfifo', [pipe]);
  const versionOf = (picture: number, version: number): string => join(versions, `${picture}-${version}`);
  const odd = filesIn(join(fixtures, 'good'));
  const pool = createDecodePool({ workers: 1 });
  const fingerprints = new Map<string, string>();
  for (let picture = 0; picture < count; picture++) {
    for (const version of VERSIONS) {
      const file = versionOf(picture, version);
      if (version === 0 && picture < odd.length) copyFileSync(odd[picture], file);
      else await drawPicture(file, random);
      for (const decoder of DECODERS) {
        const target = new SharedArrayBuffer(size * size * 3);
        const { refused } = await pool.decode({ path: file, size, decoder, target, decodedSize: size, views: [null], offsets: [0], pixelLimit: 1e8, background: '#ffffff' });
        assert(refused === null, () => `${picture < odd.length ? odd[picture] : file} cannot be decoded: ${refused}`);
        fingerprints.set(`${decoder} ${picture} ${version}`, fingerprint(new Uint8Array(target)));
      }
    }
  }
  await pool.close();
  return {
    root, size, pipe, versionOf,
    badFiles: filesIn(join(fixtures, 'bad')),
    samples: Array.from({ length: count }, (_, picture) => ({ path: `${String(picture).padStart(5, '0')}.jpg`, class: picture % CLASSES })),
    fingerprintOf: (decoder, picture, version) => fingerprints.get(`${decoder} ${picture} ${version}`) ?? 'none',
  };
}

const filesIn = (folder: string): string[] => readdirSync(folder).toSorted().map((name) => join(folder, name));

/** Draws blobs of random colours. No two pictures are alike. */
export async function drawPicture(file: string, random: Random): Promise<void> {
  const large = random.chance(0.02);
  const [width, height] = large ? [1600, 1200] : [random.integer(40, 420), random.integer(40, 420)];
  const [columns, rows] = [random.integer(4, 40), random.integer(4, 40)];
  const blobs = Uint8Array.from({ length: columns * rows * 3 }, () => random.integer(0, 255));
  const picture = sharp(blobs, { raw: { width: columns, height: rows, channels: 3 } }).resize(width, height, { fit: 'fill' });
  await (random.chance(0.25) && !large ? picture.png({ compressionLevel: 1 }) : picture.jpeg({ quality: random.integer(60, 95) })).toFile(file);
}
