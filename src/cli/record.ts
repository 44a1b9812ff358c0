import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { from, lastValueFrom, toArray } from 'rxjs';
import { codeOf, formatBytes, pluralize, resolveTable, resolveWords, typable, type ValuesOf } from '../config/index.js';
import { readEvents, type RunEvent } from '../events/index.js';
import { createDecodePool, FIXTURE_MARK, parsePolicies, recordPipeline, Recording, writeFixture, type PipelineOptions, type View } from '../pipeline/index.js';
import { recipeTables } from '../training/recipes/tables.js';
import type { Typed } from './command.js';
import { errors } from './errors.js';
import { writeLine, type CommandIo, type ExitCode } from './io.js';
import { openData } from './open-data.js';
import { recordTable, streamOptions } from './tables.js';

type Options = ValuesOf<typeof streamOptions>;

/** The parts of a recording. */
interface Recorded {
  readonly options: Options;
  /** Null without a stream of pictures: with --batches 0, and for a recipe without unlabelled pictures. */
  readonly stream: Pick<PipelineOptions, 'root' | 'samples'> & { readonly view: View } | null;
  readonly events: readonly RunEvent[];
}

/** Bytes of pixels that `auto` keeps, and that a fixture may have at most. */
const AUTO_BYTES = 8_000_000;
const MAX_BYTES = 100_000_000;

/** Records the first batches of a data set, or the batches and events of a run, in a fixture. */
export async function recordCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const { out, run, data, batches, pixels, view } = resolveWords(recordTable, typed.own);
  if (out === null) throw errors.noOutput();
  await requireFixture(out);
  const source = run === null ? await recordedData(typed, io) : await recordedRun(run, batches, typed, data, io);
  const recording = source.stream === null || batches === 0 ? new Recording({ note: 'whisker record --run' }) : await recordStream(source.options, { ...source.stream, ...(view !== 'auto' && { view }) }, batches, pixels, io.signal);
  io.signal.throwIfAborted();
  for (const event of source.events) recording.event(event);
  const fixture = recording.fixture();
  if (fixture.batches.length === 0 && fixture.events.length === 0) throw errors.nothingToRecord();
  const bytes = writeFixture(out, fixture);

  const pictures = fixture.batches.reduce((sum, { indices }) => sum + indices.length, 0);
  const summary = { batches: fixture.batches.length, pictures, quarantined: fixture.quarantined.length, events: fixture.events.length, pixels: fixture.stream?.pixels ?? null, bytes };
  if (typed.json) io.out.write(`${JSON.stringify({ path: out, ...summary })}\n`);
  else if (!typed.quiet) {
    const parts = [
      ...(summary.batches > 0 ? [`${pluralize(pictures, 'picture')}${summary.pixels === 'hash' ? ' (hashes only)' : ''} in ${pluralize(summary.batches, 'batch', 'batches')}`] : []),
      ...(summary.quarantined > 0 ? [`${summary.quarantined} quarantined`] : []),
      ...(summary.events > 0 ? [pluralize(summary.events, 'event')] : []),
    ];
    io.out.write(`${parts.join(', ')}\n  recorded  ${typable(out)}   ${formatBytes(bytes)}\n`);
  }
  return 0;
}

/** Returns all samples of a data set, with their classes. */
async function recordedData(typed: Typed, io: CommandIo): Promise<Recorded> {
  const { args: [data], preset, config: file, words } = typed;
  if (data === undefined) throw errors.noSource();
  const options = resolveTable(streamOptions, { recipes: recipeTables(), preset, file, words });
  const { root, samples } = await openData(data, io, typed);
  return { options, stream: { root, samples, view: 'none' }, events: [] };
}

/** Returns the unlabelled samples of a run in its own order, with the first view that its recipe takes of them, and its events. */
async function recordedRun(run: string, batches: number, { args, words, preset, config }: Typed, data: string | null, { signal, err }: CommandIo): Promise<Recorded> {
  const others = [...args, ...Object.keys(words).map((name) => `--${name}`), ...(preset === undefined ? [] : ['--preset']), ...(config === undefined ? [] : ['--config'])];
  if (others.length > 0) throw errors.runWith(others);
  const { inputsOf, openRunData, readRecord, recipeOf } = await import('../training/index.js');
  const { options, about } = await readRecord(run);
  const events = await lastValueFrom(from(readEvents(join(run, 'events.jsonl'))).pipe(toArray())).catch((error: unknown) => {
    throw errors.unreadableLog(run, error);
  });
  const input = Object.values(inputsOf(recipeOf(options), options)).find(({ set }) => set === 'unlabelled');
  if (batches === 0 || input === undefined) return { options, stream: null, events };
  const { split: { root, unlabelled }, changes } = await openRunData(run, about, { needed: [], signal, ...(data !== null && { data }) });
  for (const change of changes) writeLine(err, change);
  return { options, stream: { root, samples: unlabelled.map((path) => ({ path, class: null })), view: Object.values(input.views)[0] }, events };
}

/** Records batches as fast as they come. */
async function recordStream(options: Options, { view, ...stream }: NonNullable<Recorded['stream']>, batches: number, asked: 'auto' | 'keep' | 'hash', signal: AbortSignal): Promise<Recording> {
  const { size, batch, seed, prefetch, concurrency, workers, background, decoder, isolate } = options;
  const bytes = batches * Math.min(batch, stream.samples.length) * size * size * 3;
  const pixels = asked === 'auto' ? (bytes <= AUTO_BYTES ? 'keep' : 'hash') : asked;
  if (pixels === 'keep' && bytes > MAX_BYTES) throw errors.fixtureTooLarge(bytes, MAX_BYTES);
  const pool = createDecodePool({ workers, decodeTimeout: options['decode-timeout'], isolate });
  try {
    const { pipeline, recording } = recordPipeline({
      ...stream, size, batchSize: batch, seed, prefetch, background, decoder, pool, signal,
      ...(concurrency !== 'auto' && { concurrency }),
      maxBad: options['max-bad'],
      pixelLimit: options['pixel-limit'],
      views: [view],
      policies: parsePolicies(options.policies, size),
    }, { pixels, cut: true, note: view === 'none' ? 'whisker record' : `whisker record, view ${view}` });
    const end = { epoch: Math.floor(batches / pipeline.batches), batch: batches % pipeline.batches };
    for await (const { release } of pipeline.from({}, end)) release();
    return recording;
  } finally {
    await pool.close();
  }
}

/** @throws WrongCommand when `out` is a file that is not a fixture */
async function requireFixture(out: string): Promise<void> {
  const first = await text(createReadStream(out, { end: FIXTURE_MARK.length - 1 })).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return FIXTURE_MARK;
    throw errors.fixtureUnwritable(out, error);
  });
  if (first !== FIXTURE_MARK) throw errors.notAFixture(out);
}
