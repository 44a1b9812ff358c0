import { reasonOf, WorkFailed, WrongCommand } from '../../config/index.js';
import type { Position } from '../types.js';
import { FIXTURE_VERSION } from './lines.js';

const anew = 'Record it anew.';

/** `batch 3 of epoch 0`. */
export const placeOf = ({ epoch, batch }: Position): string => `batch ${batch} of epoch ${epoch}`;

export const errors = {
  missing: (path: string) => new WrongCommand(`There is no fixture ${path}`),
  unreadable: (path: string, thrown: unknown) => new WrongCommand(`The fixture ${path} cannot be read: ${reasonOf(thrown)}`),
  unwritable: (path: string, thrown: unknown) => new WorkFailed(`The fixture ${path} cannot be written: ${reasonOf(thrown)}`),
  notAFixture: (path: string) => new WrongCommand(`${path} is no recorded stream: its first line does not say that it is one`),
  version: (path: string, version: number) =>
    new WrongCommand(
      `${path} is a recorded stream of version ${version}, and this whisker reads version ${FIXTURE_VERSION}. ` +
        (version > FIXTURE_VERSION ? 'Use the whisker that wrote it, or a later one.' : anew),
    ),
  cutShort: (path: string, lines: number) => new WrongCommand(`${path} is cut short after line ${lines}: the line that ends every recorded stream is missing. ${anew}`),
  linesMissing: (path: string, found: number, told: number) =>
    new WrongCommand(`${path} has ${found} lines before its end, which tells of ${told}: some were removed or added. ${anew}`),
  badLine: (path: string, number: number, what: string) => new WrongCommand(`Line ${number} of ${path} is not as it must be: ${what}. ${anew}`),
  otherPixels: (path: string, picture: string, at: Position, found: string, told: string) =>
    new WrongCommand(`${path}: the pixels of ${picture} in ${placeOf(at)} do not match their hash (${found} where ${told} was recorded). The file was changed. ${anew}`),
  pixelsUnreadable: (path: string, at: Position, what: string) => new WrongCommand(`${path}: the pixels of ${placeOf(at)} do not match their hashes: ${what}. The file was changed. ${anew}`),
  begun: () => new WrongCommand('This recording has begun already: a recording takes one stream'),
  noPixels: () => new WrongCommand('The recorded stream has hashes of its pictures and no pixels, so nothing can be learned from it. Record it with pixels: keep.'),
  noBatches: () => new WrongCommand('The recorded stream has no batches'),
  otherShape: (name: string, asked: number, recorded: number) =>
    new WrongCommand(`The stream was recorded with ${name} ${recorded}, and ${asked} is asked for. Ask for ${recorded}, or record it anew.`),
  notRecorded: (at: Position, first: Position, last: Position) =>
    new WrongCommand(`There is no ${placeOf(at)} in the recorded stream, which goes from ${placeOf(first)} to ${placeOf(last)}`),
  gap: (before: Position, after: Position) => new WrongCommand(`The recorded stream goes from ${placeOf(before)} to ${placeOf(after)}: batches between them are missing, so it cannot stand for a pipeline. ${anew}`),
  allPlayed: (last: Position) => new WorkFailed(`The recorded stream ends after ${placeOf(last)}, and more is asked for. Record more batches.`),
  failedThen: (message: string) => new WorkFailed(message),
};
