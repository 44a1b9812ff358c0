import { resolve } from 'node:path';
import { addAbortSignal, Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { fileURLToPath } from 'node:url';
import { types } from 'node:util';
import { WrongCommand } from '../config/index.js';
import { fileLimit, sizeRefusal } from '../workers/index.js';
import type { PictureSource } from './classifier.js';
import { errors } from './errors.js';

/** Where a worker finds a picture, or why there is none. */
export type Content =
  | { readonly path: string }
  | { readonly bytes: Uint8Array }
  | { readonly refused: string; readonly cause?: unknown };

/** A picture with its name. A stream is read by the time that `content` resolves. */
export interface NamedPicture {
  readonly name: string;
  readonly content: Content | Promise<Content>;
}

export interface ReadOptions {
  /** The place of the picture in its list, from 1. */
  readonly place: number;
  /** Pictures with more pixels are refused. It limits the bytes of a stream too. */
  readonly pixelLimit: number;
  readonly signal: AbortSignal | undefined;
}

/** @throws WrongCommand where `picture` is none */
export function readPicture(picture: PictureSource, { place, pixelLimit, signal }: ReadOptions): NamedPicture {
  const unnamed = `picture ${place}`;
  if (typeof picture === 'string' && !picture.startsWith('file://')) {
    if (picture === '') throw errors.notAPicture(unnamed, picture);
    return { name: picture, content: { path: resolve(picture) } };
  }
  if (typeof picture === 'string' || picture instanceof URL) {
    const url = new URL(picture);
    if (url.protocol !== 'file:') throw errors.notAFile(url);
    const path = fileURLToPath(url);
    return { name: path, content: { path } };
  }
  if (typeof picture !== 'object' || picture === null) throw errors.notAPicture(unnamed, picture);
  const name = nameOf(picture) ?? unnamed;
  // Not `instanceof`: test runners have classes of their own for these.
  if (types.isUint8Array(picture)) return { name, content: { bytes: picture } };
  if (types.isAnyArrayBuffer(picture)) return { name, content: { bytes: new Uint8Array(picture) } };
  if (picture instanceof Blob) return { name, content: collect(picture.stream(), name, pixelLimit, signal) };
  if (Symbol.asyncIterator in picture) return { name, content: collect(picture, name, pixelLimit, signal) };
  throw errors.notAPicture(unnamed, picture);
}

/** Keeps an error of a stream until its picture's turn comes. Without a listener it would end the process. */
export function holdErrors(picture: PictureSource): PictureSource {
  if (picture instanceof Readable) picture.on('error', () => undefined);
  return picture;
}

/** Returns the name of a `File`, or the path of a file's stream. */
function nameOf(picture: object): string | undefined {
  for (const field of ['name', 'path']) {
    const value: unknown = Reflect.get(picture, field);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** Reads a stream to its end. It is destroyed when it gives more bytes than a picture can have, or the signal aborts. */
async function collect(picture: AsyncIterable<unknown>, name: string, pixelLimit: number, signal: AbortSignal | undefined): Promise<Content> {
  if (picture instanceof Readable && picture.errored !== null) return { refused: errors.unreadStream(picture.errored), cause: picture.errored };
  if (picture instanceof Readable && (picture.readableEnded || picture.destroyed)) return { refused: 'its stream was read or destroyed before' };
  const limit = fileLimit(pixelLimit);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const stream = picture instanceof Readable ? picture : picture instanceof ReadableStream ? Readable.fromWeb(picture) : Readable.from(picture);
    if (signal !== undefined) addAbortSignal(signal, stream);
    for await (const chunk of stream) {
      if (typeof chunk === 'string') throw errors.textStream(name);
      if (!types.isUint8Array(chunk)) throw errors.notAPicture(name, chunk);
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) return { refused: sizeRefusal(length, limit) ?? '' };
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof WrongCommand) throw error;
    return { refused: errors.unreadStream(error), cause: error };
  }
  return { bytes: chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length) };
}
