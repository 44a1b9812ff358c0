import { Readable } from 'node:stream';
import { types } from 'node:util';
import { checkFields } from '../config/index.js';
import type { InferenceModel } from '../models/index.js';
import { logitsOf, type Trained } from '../training/index.js';
import { Batcher, type Answer, type PixelPlace, type ReadyPicture } from './batcher.js';
import { classificationOf } from './classification.js';
import type { Classification, ClassifyOptions, PictureSource, PictureResult, TrainedClassifier } from './classifier.js';
import { errors, PictureRefused } from './errors.js';
import { inParts } from './in-parts.js';
import { holdErrors, readPicture } from './read-picture.js';

/** Pictures in decode for each worker. It decodes two at once, and has the next ones at hand. */
const PER_WORKER = 4;

/** Classifies with a trained model, which belongs to it from then on. */
export class BatchingClassifier implements TrainedClassifier {
  readonly classes: readonly string[];
  readonly size: number;
  readonly engine: string;
  readonly #inference: InferenceModel;
  readonly #batcher: Batcher;
  /** Calls, and parts of streams, that are not settled. */
  readonly #open = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  /** @param batch pictures in a pass, at most */
  constructor(private readonly trained: Trained, private readonly batch: number) {
    const { engine, classifier, classes, settings: { size, pool } } = trained;
    this.classes = classes;
    this.size = size;
    this.engine = engine.description;
    this.#inference = classifier.toInference();
    this.#batcher = new Batcher({
      batch,
      concurrency: PER_WORKER * pool.workers,
      pictureBytes: size * size * 3,
      decode: (picture, place, signal) => this.#decode(picture, place, signal),
      predict: (pixels) => logitsOf(engine, this.#inference, pixels, size),
    });
  }

  classify(picture: PictureSource, options?: ClassifyOptions): Promise<Classification>;
  classify(pictures: readonly PictureSource[], options?: ClassifyOptions): Promise<PictureResult[]>;
  async classify(asked: PictureSource | readonly PictureSource[], options: ClassifyOptions = {}): Promise<Classification | PictureResult[]> {
    const signal = this.#begin('classify', options);
    if (isList(asked)) return this.#track(collect(inParts(asked.map(holdErrors), this.batch, (part, first, stop) => this.#classifyPart(part, first, stop), signal)));
    const [result] = await this.#track(this.#classifyPart([asked], 0, signal));
    if (result.error !== undefined) throw result.error;
    return result;
  }

  async *stream(pictures: Iterable<PictureSource> | AsyncIterable<PictureSource>, options: ClassifyOptions = {}): AsyncGenerator<PictureResult, void, undefined> {
    const signal = this.#begin('stream', options);
    if (!holdsPictures(pictures)) throw errors.notAList(pictures);
    yield* inParts(isList(pictures) ? pictures.map(holdErrors) : holdingErrors(pictures), this.batch, (part, first, stop) => {
      if (this.#closing !== undefined) throw errors.closed();
      return this.#track(this.#classifyPart(part, first, stop));
    }, signal);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Checks a call. */
  #begin(method: string, options: ClassifyOptions): AbortSignal | undefined {
    checkFields(method, options, { signal: true });
    const { signal } = options;
    // Not `instanceof`: test runners have an AbortSignal of their own.
    if (signal !== undefined && typeof signal.aborted !== 'boolean') throw errors.option('signal', signal, 'an AbortSignal');
    if (this.#closing !== undefined) throw errors.closed();
    signal?.throwIfAborted();
    return signal;
  }

  #track<Result>(call: Promise<Result>): Promise<Result> {
    this.#open.add(call);
    const settled = (): void => void this.#open.delete(call);
    call.then(settled, settled);
    return call;
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#open);
    // The pass of an aborted call may still be under way.
    await this.#batcher.finished();
    this.#inference.dispose();
    await this.trained.close();
  }

  /** @param first place of the first picture in its list, from 0 */
  async #classifyPart(pictures: readonly PictureSource[], first: number, signal: AbortSignal | undefined): Promise<PictureResult[]> {
    const { pixelLimit } = this.trained.settings;
    const ready = await Promise.all(pictures.map(async (picture, index): Promise<ReadyPicture> => {
      const { name, content } = readPicture(picture, { place: first + index + 1, pixelLimit, signal });
      return { name, content: await content };
    }));
    const answers = await this.#batcher.run(ready, signal);
    return answers.map((answer, index) => this.#resultOf(ready[index], answer));
  }

  async #decode({ name, content }: ReadyPicture, { target, offset }: PixelPlace, signal: AbortSignal | undefined): Promise<string | null> {
    if ('refused' in content) return content.refused;
    const { pool, size, pixelLimit, background, decoder } = this.trained.settings;
    const task = { path: name, ...content, size, decodedSize: size, pixelLimit, background, decoder, views: [null], target, offsets: [offset] };
    return (await pool.decode(task, signal)).refused;
  }

  #resultOf({ name, content }: ReadyPicture, answer: Answer): PictureResult {
    // One more output than classes is that of generated pictures.
    if (typeof answer !== 'string') return classificationOf(name, answer.subarray(0, this.classes.length), this.classes);
    return { name, error: new PictureRefused(name, answer, 'cause' in content ? { cause: content.cause } : undefined) };
  }
}

const isList = (asked: unknown): asked is readonly PictureSource[] => Array.isArray(asked);

/** Whether a value holds pictures, and is not one: a path has characters, and a stream of bytes has pieces of one file. */
function holdsPictures(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || types.isUint8Array(value)) return false;
  if (value instanceof Readable) return value.readableObjectMode;
  return Symbol.iterator in value || Symbol.asyncIterator in value;
}

async function* holdingErrors(pictures: Iterable<PictureSource> | AsyncIterable<PictureSource>): AsyncGenerator<PictureSource, void, undefined> {
  for await (const picture of pictures) yield holdErrors(picture);
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
