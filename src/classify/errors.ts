import { inspect } from 'node:util';
import { reasonOf, WorkFailed, WrongCommand } from '../config/index.js';

/** A picture cannot be classified: it is missing, damaged, too large, or of a kind that is not read. Others are not affected. */
export class PictureRefused extends WorkFailed {
  override readonly code = 'ERR_WHISKER_PICTURE_REFUSED';

  /**
   * @param picture its name, as in `PictureResult.name`
   * @param reason why, as the middle of a sentence: `the JPEG is cut short`
   */
  constructor(readonly picture: string, readonly reason: string, options?: ErrorOptions) {
    super(`${picture} cannot be classified: ${reason}.`, options);
  }
}

/** The classifier was closed before this call. */
export class ClassifierClosed extends WrongCommand {
  override readonly code = 'ERR_WHISKER_CLASSIFIER_CLOSED';
}

const shown = (value: unknown): string => inspect(value, { depth: 0, breakLength: Infinity, maxStringLength: 60 });

export const errors = {
  option: (name: string, value: unknown, takes: string) => new WrongCommand(`${name} is ${shown(value)}; it takes ${takes}.`),
  notAPicture: (name: string, value: unknown) =>
    new WrongCommand(`${name} is ${shown(value)}; it must be a path, a file: URL, a Buffer or other bytes, a Blob, or a stream of bytes.`),
  notAList: (value: unknown) => new WrongCommand(`stream takes an iterable of pictures, and got ${shown(value)}. \`classify\` takes a single picture.`),
  notAFile: (url: URL) => new WrongCommand(`${url.href} is not on this machine: only file: URLs are read. Fetch it, and pass the response's \`body\`.`),
  textStream: (name: string) => new WrongCommand(`${name} is a stream of text, and a picture is bytes: leave out setEncoding.`),
  unreadStream: (error: unknown) => `its stream failed (${reasonOf(error)})`,
  closed: () => new ClassifierClosed('The classifier is closed. Load the run again with loadClassifier.'),
  otherEngine: (open: string, asked: string) =>
    new WrongCommand(`A classifier is open in this process on ${open}, and a process has one engine at a time. Close it before one is loaded on ${asked}, or use another process.`),
};
