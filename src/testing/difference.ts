import { formatCount } from '../config/index.js';
import { hashesOf, positionInWords, type Batch, type Fixture, type RecordedBatch } from '../pipeline/index.js';

/** The first difference between a batch and the recorded one. */
export interface Difference {
  readonly message: string;
  readonly actual: unknown;
  readonly expected: unknown;
}

type Names = Pick<Fixture, 'paths' | 'stream'>;

/** Returns the first difference between an actual batch and the recorded one, or null when they are equal. */
export function differenceBetween(actual: Batch, recorded: RecordedBatch, fixture: Names): Difference | null {
  const where = positionInWords(recorded);
  if (actual.epoch !== recorded.epoch || actual.batch !== recorded.batch) {
    return { message: `${positionInWords(actual)} came where ${where} was recorded`, actual: positionInWords(actual), expected: where };
  }
  const pictures = recorded.indices.length;
  if (actual.count !== pictures) return { message: `${where}: it has ${actual.count} pictures where ${pictures} were recorded`, actual: actual.count, expected: pictures };
  const size = Math.sqrt(actual.pixels.length / actual.count / 3);
  if (fixture.stream !== null && size !== fixture.stream.size) {
    return { message: `${where}: its pictures are ${size} px where ${fixture.stream.size} px were recorded`, actual: size, expected: fixture.stream.size };
  }
  const hashes = hashesOf(actual.pixels, actual.count);
  for (let place = 0; place < pictures; place++) {
    const differences = [sampleDifference(actual, recorded, place, fixture), labelDifference(actual, recorded, place), pixelDifference(actual, recorded, place, hashes, size, fixture)]
      .filter((difference) => difference !== null);
    const [first] = differences;
    if (first !== undefined) return { ...first, message: `${where}: picture ${place} ${differences.map(({ message }) => message).join('; ')}` };
  }
  return null;
}

function sampleDifference(batch: Batch, recorded: RecordedBatch, place: number, { paths }: Names): Difference | null {
  const [actual, expected] = [batch.indices[place], recorded.indices[place]];
  const [file, recordedFile] = [batch.paths?.[place], paths.get(expected)];
  if (file !== undefined && recordedFile !== undefined && file !== recordedFile) {
    return { message: `is a different file: ${file} where ${recordedFile} was recorded`, actual: file, expected: recordedFile };
  }
  if (actual === expected) return null;
  const same = file !== undefined && file === recordedFile ? `, the same file (${file})` : '';
  return { message: `is sample ${actual} where sample ${expected} was recorded${same}`, actual, expected };
}

function labelDifference(batch: Batch, recorded: RecordedBatch, place: number): Difference | null {
  const [actual, expected] = [batch.labels[place], recorded.labels[place]];
  if (actual === expected) return null;
  const inWords = (label: number): string => (label < 0 ? 'no class' : `class ${label}`);
  return { message: `has ${inWords(actual)} where ${inWords(expected)} was recorded`, actual, expected };
}

function pixelDifference(batch: Batch, recorded: RecordedBatch, place: number, hashes: readonly string[], size: number, { paths }: Names): Difference | null {
  const [actual, expected] = [hashes[place], recorded.hashes[place]];
  if (actual === expected) return null;
  const path = batch.paths?.[place];
  const sameFile = path !== undefined && path === paths.get(recorded.indices[place]) ? `has other content under the same path (${path}): ` : '';
  if (recorded.pixels === null) return { message: `${sameFile}has other pixels than were recorded (hash ${actual} where ${expected} was)`, actual, expected };
  const bytes = size * size * 3;
  const [left, right] = [batch.pixels, recorded.pixels].map((pixels) => pixels.subarray(place * bytes, (place + 1) * bytes));
  const differing = [...left.keys()].filter((at) => left[at] !== right[at]);
  const pixel = Math.floor(differing[0] / 3);
  const [row, column] = [Math.floor(pixel / size), pixel % size];
  const colours = [left, right].map((pixels) => [...pixels.subarray(pixel * 3, pixel * 3 + 3)]);
  return {
    message:
      `${sameFile}differs in ${formatCount(differing.length)} of ${formatCount(bytes)} bytes, ` +
      `first at row ${row}, column ${column} (${colours[0].join(', ')} where ${colours[1].join(', ')} was recorded)`,
    actual: colours[0], expected: colours[1],
  };
}
