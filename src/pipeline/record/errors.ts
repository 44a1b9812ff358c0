import { reasonOf, WorkFailed, WrongCommand, writeReason } from '../../config/index.js';
import type { Position } from '../types.js';
import { FIXTURE_VERSION } from './lines.js';

const again = 'Record it again.';

/** Returns `batch 3 of epoch 0`. */
export const positionInWords = ({ epoch, batch }: Position): string => `batch ${batch} of epoch ${epoch}`;

export const errors = {
  missing: (path: string) => new WrongCommand(`There is no fixture ${path}`),
  unreadable: (path: string, thrown: unknown) => new WrongCommand(`The fixture ${path} cannot be read: ${reasonOf(thrown)}`),
  unwritable: (path: string, thrown: unknown) => new WorkFailed(`The fixture ${path} cannot be written: ${writeReason(thrown)}.`),
  notAFixture: (path: string) => new WrongCommand(`${path} is not a recorded stream: its first line is not the head of one`),
  version: (path: string, version: number) =>
    new WrongCommand(
      `${path} is a recorded stream of version ${version}, and this whisker reads version ${FIXTURE_VERSION}. ` +
        (version > FIXTURE_VERSION ? 'Use the whisker that wrote it, or a later one.' : again),
    ),
  cutShort: (path: string, lines: number) => new WrongCommand(`${path} is cut short after line ${lines}: the last line of a recorded stream is missing. ${again}`),
  lineCount: (path: string, found: number, expected: number) =>
    new WrongCommand(`${path} has ${found} lines before its last one, which says ${expected}: lines were removed or added. ${again}`),
  badLine: (path: string, number: number, fault: string) => new WrongCommand(`Line ${number} of ${path} is wrong: ${fault}. ${again}`),
  otherPixels: (path: string, picture: string, at: Position, found: string, expected: string) =>
    new WrongCommand(`${path}: the pixels of ${picture} in ${positionInWords(at)} do not match their hash (${found} instead of ${expected}). The file was changed. ${again}`),
  pixelsUnreadable: (path: string, at: Position, fault: string) =>
    new WrongCommand(`${path}: the pixels of ${positionInWords(at)} do not match their hashes: ${fault}. The file was changed. ${again}`),
  begun: () => new WrongCommand('This recording already has a stream, and a recording takes only one. Create another recording'),
  severalViews: (views: number) => new WrongCommand(`A recording takes one view of each picture, and there are ${views}. Ask the pipeline for one view`),
  noPixels: () => new WrongCommand('The recorded stream has hashes of its pictures and no pixels, so it cannot be trained on. Record it with pixels: keep.'),
  noBatches: () => new WrongCommand('The recorded stream has no batches'),
  otherShape: (name: string, requested: number, recorded: number) =>
    new WrongCommand(`The stream was recorded with ${name} ${recorded}, not ${requested}. Use ${recorded}, or record it again.`),
  notRecorded: (at: Position, first: Position, last: Position) =>
    new WrongCommand(`There is no ${positionInWords(at)} in the recorded stream, which goes from ${positionInWords(first)} to ${positionInWords(last)}`),
  gap: (before: Position, after: Position) =>
    new WrongCommand(`The recorded stream goes from ${positionInWords(before)} to ${positionInWords(after)} without the batches between them, so it cannot replace a pipeline. ${again}`),
  allPlayed: (last: Position) => new WorkFailed(`The recorded stream ends after ${positionInWords(last)}, and another batch is needed. Record more batches.`),
  /** @param message of an error, whose list is on lines of its own */
  failedThen: (message: string) => {
    const [sentence = '', ...list] = message.split('\n');
    return new WorkFailed(sentence, { list: list.map((line) => line.trim()) });
  },
};
