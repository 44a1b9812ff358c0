import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { createDecodePool, createPipeline, type PipelineOptions } from 'whisker-ml/pipeline';
import { BenchFailed } from '../errors.js';
import { describeMachine, load, type ReportHead } from '../report/machine.js';
import { fingerprintsOf } from '../soak/fingerprint.js';
import { Random } from '../soak/random.js';

export interface MutantsOptions {
  /** Folder of the pictures that are damaged. */
  readonly data: string;
  readonly count: number;
  readonly seed: number;
}

export interface MutantsReport extends ReportHead<'mutants'> {
  readonly options: MutantsOptions;
  /** How many pictures were made from files of each ending. */
  readonly formats: Readonly<Record<string, number>>;
  /** Damaged pictures that were decoded all the same, and that were refused. */
  readonly decoded: number;
  readonly refused: number;
  /** Pictures with two results. */
  readonly unlike: readonly string[];
}

const SIZE = 32;
const BATCH = 100;
/** Files above this are not taken. */
const MAX_BYTES = 200_000;
const PIXEL_LIMIT = 1e7;
/** Most damage is done here, because a changed header leads further than a changed pixel. */
const HEADER_BYTES = 600;
/** The project's own folder of pictures has the scripts that made them. */
const SCRIPT = /\.(?:mjs|py)$/;

/**
 * Damages pictures, and streams them twice through pipelines that share their workers: in order, and shuffled. The same file must give
 * the same result, also where it replaces another.
 */
export async function decodeMutants(options: MutantsOptions, say: (sentence: string) => void): Promise<MutantsReport> {
  const date = new Date().toISOString();
  const before = load();
  const originals = await readPictures(options.data);
  if (originals.length === 0) throw new BenchFailed(`${options.data} has no pictures of up to ${MAX_BYTES} bytes`);
  const root = await mkdtemp(join(tmpdir(), 'whisker-bench-mutants-'));
  const pool = createDecodePool({ workers: 2 });
  const formats: Record<string, number> = {};
  const results = Array.from({ length: options.count }, () => new Set<string>());
  try {
    const random = new Random(options.seed);
    for (const index of results.keys()) {
      const { bytes, ending } = random.pick(originals);
      formats[ending] = (formats[ending] ?? 0) + 1;
      await writeFile(join(root, String(index)), mutant(bytes, random));
    }
    say(`${options.count} pictures, made from ${originals.length}.`);
    const shared = { root, pool, samples: Array.from(results.keys(), (index) => ({ path: String(index) })) };
    await decodeAll({ ...shared, order: 'given', concurrency: 8 }, results);
    await decodeAll({ ...shared, order: 'shuffled', concurrency: 50 }, results);
  } finally {
    await pool.close();
    await rm(root, { recursive: true, force: true });
  }
  const unlike = results.flatMap((found, index) => (found.size === 1 ? [] : [`${index}: ${[...found].join(', then ')}`]));
  const decoded = results.filter(([result]) => result.startsWith(PIXELS)).length;
  return { bench: 'mutants', date, machine: describeMachine(), load: { before, after: load() }, options, formats, decoded, refused: results.length - decoded, unlike };
}

interface Original {
  readonly bytes: Buffer;
  readonly ending: string;
}

async function readPictures(folder: string): Promise<Original[]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((name) => name.isFile());
  const files = names.map(({ parentPath, name }) => join(parentPath, name)).filter((path) => !SCRIPT.test(path)).toSorted();
  const pictures = await Promise.all(files.map(async (path) => ({ bytes: await readFile(path), ending: extname(path).slice(1) })));
  return pictures.filter(({ bytes: { length } }) => length > 0 && length <= MAX_BYTES);
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

/** Streams an epoch, and adds each picture's result: the fingerprint of its pixels, or why it is refused. */
async function decodeAll(options: Pick<PipelineOptions, 'root' | 'samples' | 'pool' | 'order' | 'concurrency'>, results: readonly Set<string>[]): Promise<void> {
  const pipeline = createPipeline({
    ...options, size: SIZE, batchSize: BATCH, remainder: 'keep', maxBad: 1, pixelLimit: PIXEL_LIMIT,
    onQuarantine: ({ path, reason }) => results[Number(path)].add(reason),
  });
  for await (const { pixels, indices, release } of pipeline.from({}, { epoch: 1 })) {
    const fingerprints = fingerprintsOf(pixels, SIZE * SIZE * 3);
    for (const [place, index] of indices.entries()) results[index].add(PIXELS + fingerprints[place]);
    release();
  }
  await pipeline.close();
}

export const mutantsToText = ({ options, formats, decoded, refused, unlike }: MutantsReport): string =>
  [`${options.count} damaged pictures, seed ${options.seed} (${Object.entries(formats).map(([ending, count]) => `${count} ${ending}`).join(', ')}): ${decoded} decoded, ${refused} refused, ${unlike.length} with two results.`, ...unlike].join('\n');
