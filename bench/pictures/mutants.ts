import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDecodePool, type DecodePool, type DecodeTask } from 'whisker/pipeline';
import { BenchFailed } from '../errors.js';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { Random } from '../soak/random.js';

export interface MutantsOptions {
  /** Folder of the pictures that are damaged. */
  readonly data: string;
  readonly count: number;
  readonly seed: number;
}

export interface MutantsReport extends ReportHead<'mutants'> {
  readonly options: MutantsOptions;
  /** Damaged pictures that were decoded all the same, and that were refused. */
  readonly decoded: number;
  readonly refused: number;
  /** Pictures whose second result differs from the first. */
  readonly unlike: readonly string[];
}

const SIZE = 32;
/** Pictures in decode at once. */
const CONCURRENCY = 8;
/** Files above this are not taken. */
const MAX_BYTES = 200_000;
const PIXEL_LIMIT = 1e7;
/** Most damage is done here, because a changed header leads further than a changed pixel. */
const HEADER_BYTES = 600;

/** Damages pictures, and decodes them twice with one pool: in order, and in the opposite order. The same file must give the same result. */
export async function decodeMutants(options: MutantsOptions, say: (sentence: string) => void): Promise<MutantsReport> {
  const date = new Date().toISOString();
  const before = load();
  const originals = await readPictures(options.data);
  if (originals.length === 0) throw new BenchFailed(`${options.data} has no pictures of up to ${MAX_BYTES} bytes`);
  const folder = await mkdtemp(join(tmpdir(), 'whisker-bench-mutants-'));
  const pool = createDecodePool({ workers: 2 });
  try {
    const random = new Random(options.seed);
    const files = Array.from({ length: options.count }, (_, index) => join(folder, String(index)));
    for (const file of files) await writeFile(file, mutant(random.pick(originals), random));
    say(`${files.length} pictures, made from ${originals.length}.`);
    const first = await decodeAll(pool, files);
    const second = (await decodeAll(pool, files.toReversed())).toReversed();
    const unlike = files.flatMap((_, index) => (first[index] === second[index] ? [] : [`${index}: ${first[index]}, then ${second[index]}`]));
    const decoded = first.filter((result) => result.startsWith(PIXELS)).length;
    return { bench: 'mutants', date, machine: describeMachine(), load: { before, after: load() }, options, decoded, refused: first.length - decoded, unlike };
  } finally {
    await pool.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function readPictures(folder: string): Promise<Buffer[]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((name) => name.isFile());
  const pictures = await Promise.all(names.map((name) => readFile(join(name.parentPath, name.name))));
  return pictures.filter(({ length }) => length > 0 && length <= MAX_BYTES);
}

/** Returns a picture that is cut, or has up to three wrong places: a bit, a byte, or up to forty bytes. */
function mutant(original: Buffer, random: Random): Buffer {
  if (random.chance(0.2)) return original.subarray(0, random.integer(1, original.length));
  const bytes = Buffer.from(original);
  for (let left = random.integer(1, 3); left > 0; left -= 1) {
    const at = random.integer(0, (random.chance(0.5) ? Math.min(bytes.length, HEADER_BYTES) : bytes.length) - 1);
    const kind = random.integer(0, 2);
    if (kind === 0) bytes[at] ^= 1 << random.integer(0, 7);
    else if (kind === 1) bytes[at] = random.integer(0, 255);
    else bytes.fill(random.pick([0, 255]), at, Math.min(at + random.integer(1, 40), bytes.length));
  }
  return bytes;
}

const PIXELS = 'pixels ';

/** Returns the fingerprint of each picture's pixels, or why it is refused. */
async function decodeAll(pool: DecodePool, files: readonly string[]): Promise<string[]> {
  const results: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < files.length) {
      const index = next++;
      const task: DecodeTask = {
        path: files[index], size: SIZE, decodedSize: SIZE, pixelLimit: PIXEL_LIMIT, background: '#ffffff', decoder: 'auto', views: [null], target: new SharedArrayBuffer(SIZE * SIZE * 3), offsets: [0],
      };
      const { refused } = await pool.decode(task);
      results[index] = refused ?? `${PIXELS}${createHash('sha1').update(new Uint8Array(task.target)).digest('hex')}`;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return results;
}

export const mutantsToText = ({ options, decoded, refused, unlike }: MutantsReport): string =>
  [`${options.count} damaged pictures, seed ${options.seed}: ${decoded} decoded, ${refused} refused, ${unlike.length} with two results.`, ...unlike].join('\n');
