import { crc32c } from './crc32c.js';

/**
 * Three kinds of records of TensorBoard's event files, which are TFRecords of protocol buffers. The fields come from
 * tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto:
 *
 *     Event        1 wall_time (double, s) · 2 step (int64) · 3 file_version (text) · 5 summary · 7 session_log
 *     Summary      1 value (repeated: 1 tag (text) · 2 simple_value (float))
 *     SessionLog   1 status (1: START)
 */

/** Returns the first record of a file. */
export const versionRecord = (seconds: number): Uint8Array => record(concat(wallTime(seconds), field(3, text('brain.Event:2'))));

/** Returns the record of a resume: TensorBoard discards the numbers that earlier files have from `step` on. */
export const restartRecord = (seconds: number, step: number): Uint8Array =>
  record(concat(wallTime(seconds), stepOf(step), field(7, Uint8Array.of(0x08, 1))));

/** Returns the record of one step's numbers, by tag. They are stored as float32. */
export function scalarsRecord(seconds: number, step: number, scalars: Readonly<Record<string, number>>): Uint8Array {
  const values = Object.entries(scalars).map(([tag, value]) => field(1, concat(field(1, text(tag)), Uint8Array.of(0x15), littleEndian(4, (view) => view.setFloat32(0, value, true)))));
  return record(concat(wallTime(seconds), stepOf(step), field(5, concat(...values))));
}

/** Returns a TFRecord: length (uint64), its checksum, the data, their checksum; little-endian. */
function record(data: Uint8Array): Uint8Array {
  const length = littleEndian(8, (view) => view.setBigUint64(0, BigInt(data.length), true));
  return concat(length, checksum(length), data, checksum(data));
}

/** Returns the masked checksum. The mask avoids weak checksums of data that contain their own (tensorflow/core/lib/hash/crc32c.h). */
function checksum(bytes: Uint8Array): Uint8Array {
  const crc = crc32c(bytes);
  return littleEndian(4, (view) => view.setUint32(0, ((crc >>> 15) | (crc << 17)) + 0xa282ead8, true));
}

const wallTime = (seconds: number) => concat(Uint8Array.of(0x09), littleEndian(8, (view) => view.setFloat64(0, seconds, true)));
const stepOf = (step: number) => concat(Uint8Array.of(0x10), varint(step));

/** Returns a field of bytes: a text or a nested message. */
const field = (number: number, bytes: Uint8Array) => concat(Uint8Array.of((number << 3) | 2), varint(bytes.length), bytes);

/** Returns an integer in seven bits a byte, lowest first. Arithmetic instead of shifts, because a step may exceed 2^31. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Uint8Array.of(...bytes, rest);
}

function littleEndian(length: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(length);
  write(new DataView(bytes.buffer));
  return bytes;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const concat = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
