import { countPixels } from './gif-codes.js';
import type { Refused, Source } from './source.js';

const HEADER_BYTES = 13;
const EXTENSION = 0x21;
const FRAME = 0x2c;
const TRAILER = 0x3b;
/** A transparent pixel, as a graphic control extension and a frame. */
const CLEAR_PIXEL = Buffer.from('21f90401000000002c0000000001000100000202440100', 'hex');

/**
 * Returns a GIF's first frame, with all its pixels. Where pixels are missing the decoder shows black. It does so too where the frame
 * does not cover the picture, and people see the background, unless some frame has a transparent colour. So the file gets a second
 * frame that has one.
 */
export function gifSource(bytes: Buffer): Source | Refused {
  const frame = firstFrame(bytes);
  if ('refused' in frame) return frame;
  const [left, top, width, height] = [0, 2, 4, 6].map((at) => bytes.readUInt16LE(frame.at + 1 + at));
  const { size, data } = codesOf(bytes, frame.data, frame.end);
  if (size < 1 || size > 11 || countPixels(data, size, width * height) < width * height) return { refused: 'the GIF is damaged' };
  const covers = left === 0 && top === 0 && width >= bytes.readUInt16LE(6) && height >= bytes.readUInt16LE(8);
  return { bytes: Buffer.concat([bytes.subarray(0, frame.end), ...(covers ? [] : [CLEAR_PIXEL]), Buffer.of(TRAILER)]) };
}

interface Frame {
  readonly at: number;
  /** First block of its codes. */
  readonly data: number;
  readonly end: number;
}

/** Returns where the first frame is (GIF89a, 20). */
function firstFrame(bytes: Buffer): Frame | Refused {
  let at = HEADER_BYTES + paletteBytes(bytes[10] ?? 0);
  while (at < bytes.length) {
    const frame = bytes[at] === FRAME;
    if (!frame && bytes[at] !== EXTENSION) return { refused: 'the GIF is damaged' };
    // A frame's description, its palette, and the size of its codes. An extension's kind.
    const data = frame ? at + 10 + paletteBytes(bytes[at + 9] ?? 0) + 1 : at + 2;
    const end = endOfBlocks(bytes, data);
    if (end === null) break;
    if (frame) return { at, data, end };
    at = end;
  }
  return { refused: 'the GIF is cut short' };
}

const paletteBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

/** Joins the blocks of a frame's codes. Before the first is the size of the codes. */
function codesOf(bytes: Buffer, from: number, end: number): { readonly size: number; readonly data: Buffer } {
  const blocks: Buffer[] = [];
  for (let at = from; at < end; at += 1 + bytes[at]) blocks.push(bytes.subarray(at + 1, at + 1 + bytes[at]));
  return { size: bytes[from - 1], data: Buffer.concat(blocks) };
}

/** Returns the byte after a chain of blocks, the last of which is empty. Null when it is cut. */
function endOfBlocks(bytes: Buffer, from: number): number | null {
  for (let at = from; at < bytes.length; at += 1 + bytes[at]) if (bytes[at] === 0) return at + 1;
  return null;
}
