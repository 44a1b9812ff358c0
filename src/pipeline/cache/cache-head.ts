import { createHash } from 'node:crypto';
import { MADE_BY, missingFastPath } from '../../workers/index.js';
import type { Settings } from '../settings.js';
import type { Sample } from '../types.js';

/** Settings that decide which pixels stand in which block. */
export type CacheContents = Pick<Settings, 'root' | 'samples' | 'size' | 'decoder' | 'background' | 'pixelLimit'>;

/** Bytes of a head: the first block starts after it. */
export const HEAD_BYTES = 4096;
const MAGIC = 'whisker pictures 1\n';

/** Returns the head of a cache file. Files with equal heads hold equal pixels. */
export function headOf({ root, samples, size, decoder, background, pixelLimit }: CacheContents): Buffer {
  const contents = {
    pictures: samples.length, fingerprint: digest(namesOf(root, samples)), size, resize: 'bilinear, aspect ratio not kept',
    // The fast path's pixels differ a little from sharp's. Without the fast path, sharp decodes all pictures.
    decoder: decoder === 'auto' && missingFastPath() !== null ? 'sharp' : decoder,
    madeBy: MADE_BY, background, pixelLimit,
  };
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(`${MAGIC}${JSON.stringify(contents)}\n`);
  return head;
}

/** Returns why a file with the head `found` cannot be used, as the end of a sentence, or null when the heads are equal. */
export function headFault(found: Buffer, expected: Buffer): string | null {
  if (!found.toString('latin1').startsWith(MAGIC)) return "is not a cache of whisker's, or is of another version";
  if (found.equals(expected)) return null;
  const [old, wanted] = [found, expected].map(contentsOf);
  const names = Object.keys(wanted).filter((name) => name !== 'fingerprint' && JSON.stringify(old[name]) !== JSON.stringify(wanted[name]));
  const differences = names.map((name) => `${name} ${String(old[name])} instead of ${String(wanted[name])}`);
  return `was made from other pictures or options (${differences.length > 0 ? differences.join(', ') : 'other paths'})`;
}

function contentsOf(head: Buffer): Record<string, unknown> {
  try {
    const contents: unknown = JSON.parse(head.toString('utf8', MAGIC.length).replaceAll('\0', ''));
    return typeof contents === 'object' && contents !== null ? { ...contents } : {};
  } catch {
    return {};
  }
}

/** Returns the SHA-256 of the parts, hex. */
export function digest(parts: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Yields what identifies a list of samples: root and paths, in order, separated by zeros, which no path can contain. */
function* namesOf(root: string, samples: readonly Sample[]): Generator<string> {
  yield `${root}\0`;
  const CHUNK = 4096;
  for (let first = 0; first < samples.length; first += CHUNK) yield samples.slice(first, first + CHUNK).map(({ path }) => `${path}\0`).join('');
}
