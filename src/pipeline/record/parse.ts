import { inflateSync } from 'node:zlib';
import type { z } from 'zod';
import { reasonOf } from '../../config/index.js';
import { errors } from './errors.js';
import { hashesOf } from './hashes.js';
import { anyHead, FIXTURE_VERSION, headLine, line, type BatchLine, type Head, type Line } from './lines.js';
import type { Fixture, RecordedBatch, RecordedEvent, RecordedQuarantine } from './types.js';

/**
 * Parses the text of a fixture and checks all of it: its version, its length, and the pixels against their hashes.
 * @param path the name for errors
 * @throws WrongCommand when it is not a fixture, of another version, cut short or damaged
 */
export function parseFixture(text: string, path: string): Fixture {
  const head = parseHead(text, path);
  const complete = text.endsWith('\n');
  const lines = (complete ? text.slice(0, -1) : text).split('\n');
  const { outcome, at, message } = parseEnd(lines, path, complete);
  const paths = new Map<number, string>();
  const batches: RecordedBatch[] = [];
  const quarantined: RecordedQuarantine[] = [];
  const events: RecordedEvent[] = [];
  for (const [index, content] of lines.slice(1, -1).entries()) {
    const number = index + 2;
    const parsed = parseLine(content, path, number);
    if (parsed.type === 'samples') for (const [sample, name] of Object.entries(parsed.paths)) paths.set(Number(sample), name);
    else if (parsed.type === 'batch') batches.push(toBatch(parsed, head, paths, path, number));
    else if (parsed.type === 'quarantine') quarantined.push({ path: parsed.path, reason: parsed.reason, at: parsed.at, before: batches.length });
    else if (parsed.type === 'event') events.push(parsed.event);
    else throw errors.badLine(path, number, 'it ends the stream, but more lines follow');
  }
  return { note: head.note, stream: head.stream, paths, batches, quarantined, events, end: { outcome, at, message } };
}

function parseHead(text: string, path: string): Head {
  const end = text.indexOf('\n');
  const value = parseJson(end < 0 ? text : text.slice(0, end));
  const any = anyHead.safeParse(value);
  if (!any.success) throw errors.notAFixture(path);
  if (any.data.v !== FIXTURE_VERSION) throw errors.version(path, any.data.v);
  const head = headLine.safeParse(value);
  if (!head.success) throw errors.badLine(path, 1, faultIn(head.error));
  return head.data;
}

/** Parses the last line. A file without it was cut short. */
function parseEnd(lines: readonly string[], path: string, complete: boolean): Extract<Line, { type: 'end' }> {
  const before = lines.length - 1;
  const parsed = line.safeParse(parseJson(lines[before]));
  if (!complete || !parsed.success || parsed.data.type !== 'end') throw errors.cutShort(path, complete && parsed.success ? lines.length : before);
  if (parsed.data.lines !== before) throw errors.lineCount(path, before, parsed.data.lines);
  return parsed.data;
}

function parseLine(text: string, path: string, number: number): Line {
  const parsed = line.safeParse(parseJson(text));
  if (!parsed.success) throw errors.badLine(path, number, faultIn(parsed.error));
  return parsed.data;
}

function toBatch(parsed: BatchLine, { stream }: Head, paths: ReadonlyMap<number, string>, path: string, number: number): RecordedBatch {
  const { epoch, batch, ready, released, hashes } = parsed;
  const count = parsed.indices.length;
  if (stream === null) throw errors.badLine(path, number, 'the first line says that there are no batches');
  const { size, batchSize, batches } = stream;
  if (count === 0 || count > batchSize) throw errors.badLine(path, number, `it has ${count} pictures, and batches have 1 to ${batchSize}`);
  if (batch >= batches) throw errors.badLine(path, number, `it is batch ${batch}, and an epoch has ${batches}`);
  if (parsed.labels.length !== count || hashes.length !== count) throw errors.badLine(path, number, 'indices, labels and hashes differ in number');
  if ((parsed.pixels === undefined) !== (stream.pixels === 'hash')) throw errors.badLine(path, number, `the first line says that pixels were recorded as ${stream.pixels}`);
  const pixels = parsed.pixels === undefined ? null : inflatePixels(parsed.pixels, count * size * size * 3, path, parsed);
  const found = pixels === null ? hashes : hashesOf(pixels, count);
  const place = found.findIndex((hash, at) => hash !== hashes[at]);
  if (place >= 0) {
    const sample = parsed.indices[place];
    throw errors.otherPixels(path, `picture ${place} (${paths.get(sample) ?? `sample ${sample}`})`, parsed, found[place], hashes[place]);
  }
  return { epoch, batch, ready, released, hashes, pixels, indices: Int32Array.from(parsed.indices), labels: Int32Array.from(parsed.labels) };
}

function inflatePixels(base64: string, bytes: number, path: string, at: BatchLine): Uint8Array {
  let pixels;
  try {
    // One byte more than expected is enough to see that there are too many.
    pixels = inflateSync(Buffer.from(base64, 'base64'), { maxOutputLength: bytes + 1 });
  } catch (error) {
    throw errors.pixelsUnreadable(path, at, reasonOf(error));
  }
  if (pixels.length !== bytes) throw errors.pixelsUnreadable(path, at, `they have ${pixels.length} bytes instead of ${bytes}`);
  return pixels;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns the first fault of a line, in words. */
function faultIn({ issues: [first] }: z.ZodError): string {
  if (first === undefined) return 'it cannot be read';
  if (first.code === 'unrecognized_keys') return `such a line has no field ${first.keys.join(', ')}`;
  return first.path.length === 0 ? 'it is not a line of a recorded stream' : `${first.path.join('.')}: ${first.message}`;
}
