import { inflateSync } from 'node:zlib';
import type { z } from 'zod';
import { reasonOf } from '../../config/index.js';
import { errors } from './errors.js';
import { hashesOf } from './hashes.js';
import { anyHead, FIXTURE_VERSION, headLine, line, type BatchLine, type Head, type Line } from './lines.js';
import type { Fixture, RecordedBatch, RecordedEvent, RecordedQuarantine } from './types.js';

/**
 * What the text of a fixture says, all of it checked: its version, that it is whole, and the pixels against their hashes.
 * @param path what errors call it
 * @throws WrongCommand where it is not a fixture, of another version, cut short, or damaged
 */
export function parseFixture(text: string, path: string): Fixture {
  const head = headOf(text, path);
  const end = text.endsWith('\n') ? text.length - 1 : text.length;
  const lines = text.slice(0, end).split('\n');
  const last = endOf(lines, path, text.endsWith('\n'));
  const paths = new Map<number, string>();
  const batches: RecordedBatch[] = [];
  const quarantined: RecordedQuarantine[] = [];
  const events: RecordedEvent[] = [];
  for (const [at, one] of lines.slice(1, -1).entries()) {
    const read = lineOf(one, path, at + 2);
    if (read.type === 'samples') for (const [index, name] of Object.entries(read.paths)) paths.set(Number(index), name);
    else if (read.type === 'batch') batches.push(batchOf(read, head, paths, path, at + 2));
    else if (read.type === 'quarantine') quarantined.push({ path: read.path, reason: read.reason, at: read.at, before: batches.length });
    else if (read.type === 'event') events.push(read.event);
    else throw errors.badLine(path, at + 2, 'it ends the stream, and there are lines behind it');
  }
  const { outcome, at, message } = last;
  return { note: head.note, stream: head.stream, paths, batches, quarantined, events, end: { outcome, at, message } };
}

function headOf(text: string, path: string): Head {
  const cut = text.indexOf('\n');
  const value = jsonOf(cut < 0 ? text : text.slice(0, cut));
  const any = anyHead.safeParse(value);
  if (!any.success) throw errors.notAFixture(path);
  if (any.data.v !== FIXTURE_VERSION) throw errors.version(path, any.data.v);
  const head = headLine.safeParse(value);
  if (!head.success) throw errors.badLine(path, 1, wordsOf(head.error));
  return head.data;
}

/** The line that ends a fixture: without it the rest was cut off. */
function endOf(lines: readonly string[], path: string, whole: boolean): Extract<Line, { type: 'end' }> {
  const before = lines.length - 1;
  const read = line.safeParse(jsonOf(lines[before]));
  if (!whole || !read.success || read.data.type !== 'end') throw errors.cutShort(path, whole && read.success ? lines.length : before);
  if (read.data.lines !== before) throw errors.linesMissing(path, before, read.data.lines);
  return read.data;
}

function lineOf(text: string, path: string, number: number): Line {
  const read = line.safeParse(jsonOf(text));
  if (!read.success) throw errors.badLine(path, number, wordsOf(read.error));
  return read.data;
}

function batchOf(read: BatchLine, { stream }: Head, paths: ReadonlyMap<number, string>, path: string, number: number): RecordedBatch {
  const { epoch, batch, ready, released, hashes } = read;
  const count = read.indices.length;
  if (stream === null) throw errors.badLine(path, number, 'the first line tells of no batches');
  const { size, batchSize, batches } = stream;
  if (count === 0 || count > batchSize) throw errors.badLine(path, number, `it has ${count} pictures, and batches have 1 to ${batchSize}`);
  if (batch >= batches) throw errors.badLine(path, number, `it is batch ${batch}, and an epoch has ${batches}`);
  if (read.labels.length !== count || hashes.length !== count) throw errors.badLine(path, number, 'indices, labels and hashes are not of the same number');
  if ((read.pixels === undefined) !== (stream.pixels === 'hash')) throw errors.badLine(path, number, `the first line says that pixels were recorded as ${stream.pixels}`);
  const pixels = read.pixels === undefined ? null : pixelsOf(read.pixels, count * size * size * 3, path, read);
  const found = pixels === null ? hashes : hashesOf(pixels, count);
  const place = found.findIndex((hash, at) => hash !== hashes[at]);
  if (place >= 0) throw errors.otherPixels(path, `picture ${place} (${paths.get(read.indices[place]) ?? `sample ${read.indices[place]}`})`, read, found[place], hashes[place]);
  return { epoch, batch, ready, released, hashes, pixels, indices: Int32Array.from(read.indices), labels: Int32Array.from(read.labels) };
}

function pixelsOf(base64: string, bytes: number, path: string, at: BatchLine): Uint8Array {
  let pixels;
  try {
    // More would come out of it only if it were not what was recorded.
    pixels = inflateSync(Buffer.from(base64, 'base64'), { maxOutputLength: bytes + 1 });
  } catch (error) {
    throw errors.pixelsUnreadable(path, at, reasonOf(error));
  }
  if (pixels.length !== bytes) throw errors.pixelsUnreadable(path, at, `they are ${pixels.length} bytes where ${bytes} were recorded`);
  return pixels;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first thing that is wrong. */
function wordsOf({ issues: [first] }: z.ZodError): string {
  if (first === undefined) return 'it cannot be read';
  return first.path.length === 0 ? 'it is no line of a recorded stream' : `${first.path.join('.')}: ${first.message}`;
}
