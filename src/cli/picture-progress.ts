import type { Progress } from '../config/index.js';
import { fitted } from './fit.js';
import { progressParts } from './format.js';
import type { TextStream } from './io.js';
import { ProgressLine } from './progress-line.js';

export interface PictureProgressOptions {
  /** Text before the numbers. @default none */
  readonly title?: string;
  /** Milliseconds of a monotonic clock. */
  readonly now?: () => number;
}

/** Returns a progress line for work on pictures. The first line waits as long as any other, so that quick work shows none. */
export function pictureProgress(stream: TextStream, { title = '', now = () => performance.now() }: PictureProgressOptions = {}): { readonly show: (progress: Progress) => void; readonly clear: () => void } {
  const line = new ProgressLine(stream, (text) => void stream.write(text));
  line.waitFrom(now());
  return {
    show: (progress) => line.show((width) => fitted(progressParts(progress, title), width), now()),
    clear: () => line.clear(),
  };
}
