import type { PictureRefused } from './errors.js';

/**
 * A picture: a path (relative ones start from the working folder), a `file:` URL, the contents of its file, or a stream of them
 * (a Node `Readable`, a request, a web `ReadableStream`). The formats are those of `whisker train` (docs/pictures.md).
 */
export type PictureSource = string | URL | Uint8Array | ArrayBuffer | Blob | AsyncIterable<Uint8Array>;

/** A class and its probability. */
export interface ClassProbability {
  readonly class: string;
  /** 0 to 1. */
  readonly probability: number;
}

/** What the classifier says of a picture. */
export interface Classification {
  /** The path as it was passed; the path of a URL or of a file's stream; the name of a `File`; else `picture 1`, by its place in the list, from 1. */
  readonly name: string;
  /** The most probable class. */
  readonly class: string;
  /** Its probability, 0 to 1. */
  readonly confidence: number;
  /** All classes, the most probable first. The probabilities are the softmax of the logits; their sum is 1. */
  readonly probabilities: readonly ClassProbability[];
  /** The network's outputs, in the order of `TrainedClassifier.classes`. */
  readonly logits: readonly number[];
  readonly error?: undefined;
}

/** A picture of a list that cannot be classified. */
export interface RefusedPicture {
  readonly name: string;
  readonly error: PictureRefused;
}

/** The result for one picture of a list. `error` tells the two kinds apart. */
export type PictureResult = Classification | RefusedPicture;

/** What a call of a classifier can be given. */
export interface ClassifyOptions {
  /** Its abort rejects the call with the signal's reason, and cancels what no other call needs. */
  readonly signal?: AbortSignal;
}

/**
 * A trained model that classifies pictures. Calls that come together share passes through the network. Pictures are decoded in
 * worker threads, at most twice as many at a time as a pass takes.
 *
 * An idle classifier does not keep the process alive; a call does until it settles.
 */
export interface TrainedClassifier extends AsyncDisposable {
  /** Names of the classes, in the order of the network's outputs. */
  readonly classes: readonly string[];
  /** Edge in pixels of the square that pictures are resized to. */
  readonly size: number;
  /** What computes, for people: `TensorFlow 2.21.0 on the CPU`. */
  readonly engine: string;
  /**
   * Classifies a picture. A stream is read at once; bytes must not change until the call settles.
   * @throws PictureRefused where the picture cannot be classified; the signal's reason; ClassifierClosed; WorkFailed where the
   *   decode workers or the engine fail; WrongCommand where `picture` is something else
   */
  classify(picture: PictureSource, options?: ClassifyOptions): Promise<Classification>;
  /**
   * Classifies a list of pictures. The results are in its order. A picture that cannot be classified has a result with its error, and the
   * others have theirs.
   * @throws as above, but for PictureRefused
   */
  classify(pictures: readonly PictureSource[], options?: ClassifyOptions): Promise<PictureResult[]>;
  /**
   * Classifies any number of pictures, and yields the results in their order. It takes pictures out of the iterable as it gets on: the next
   * passes are decoded while the caller works on the results. A pass is computed once it is full or the iterable has ended.
   * Leaving the loop cancels the rest.
   * @throws as above, but for PictureRefused
   */
  stream(pictures: Iterable<PictureSource> | AsyncIterable<PictureSource>, options?: ClassifyOptions): AsyncGenerator<PictureResult, void, undefined>;
  /** Refuses new calls, waits for the open ones, and gives back the network's memory and the threads. A second call waits for the first. */
  close(): Promise<void>;
}
