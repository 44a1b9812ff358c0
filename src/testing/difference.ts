import { hashesOf, type Batch, type Fixture, type RecordedBatch } from '../pipeline/index.js';

/** The first thing in which a batch is not the recorded one. */
export interface Difference {
  readonly message: string;
  readonly actual: unknown;
  readonly expected: unknown;
}

type Named = Pick<Fixture, 'paths' | 'stream'>;

const count = (value: number): string => value.toLocaleString('en');

/** `batch 3 of epoch 0`. */
export const placeOf = ({ epoch, batch }: Pick<Batch, 'epoch' | 'batch'>): string => `batch ${batch} of epoch ${epoch}`;

/** What differs between a batch that came and the one that was recorded, in words; null where nothing does. */
export function differenceBetween(came: Batch, recorded: RecordedBatch, fixture: Named): Difference | null {
  const where = placeOf(recorded);
  if (came.epoch !== recorded.epoch || came.batch !== recorded.batch) {
    return { message: `${placeOf(came)} came where ${where} was recorded`, actual: placeOf(came), expected: where };
  }
  const pictures = recorded.indices.length;
  if (came.count !== pictures) return { message: `${where}: it has ${came.count} pictures where ${pictures} were recorded`, actual: came.count, expected: pictures };
  const size = Math.sqrt(came.pixels.length / came.count / 3);
  if (fixture.stream !== null && size !== fixture.stream.size) {
    return { message: `${where}: its pictures are ${size} px where ${fixture.stream.size} px were recorded`, actual: size, expected: fixture.stream.size };
  }
  const hashes = hashesOf(came.pixels, came.count);
  for (let place = 0; place < pictures; place++) {
    const all = [sampleAt(came, recorded, place, fixture), labelAt(came, recorded, place), pixelsAt(came, recorded, place, hashes, size)].filter((one) => one !== null);
    const [first] = all;
    if (first !== undefined) return { ...first, message: `${where}: picture ${place} ${all.map(({ message }) => message).join('; ')}` };
  }
  return null;
}

function sampleAt(came: Batch, recorded: RecordedBatch, place: number, { paths }: Named): Difference | null {
  const [actual, expected] = [came.indices[place], recorded.indices[place]];
  if (actual === expected) return null;
  const nameOf = (index: number): string => paths.get(index) ?? `sample ${index}`;
  return { message: `is ${nameOf(actual)} where ${nameOf(expected)} was recorded`, actual: nameOf(actual), expected: nameOf(expected) };
}

function labelAt(came: Batch, recorded: RecordedBatch, place: number): Difference | null {
  const [actual, expected] = [came.labels[place], recorded.labels[place]];
  if (actual === expected) return null;
  const words = (label: number): string => (label < 0 ? 'no class' : `class ${label}`);
  return { message: `has ${words(actual)} where ${words(expected)} was recorded`, actual, expected };
}

function pixelsAt(came: Batch, recorded: RecordedBatch, place: number, hashes: readonly string[], size: number): Difference | null {
  const [actual, expected] = [hashes[place], recorded.hashes[place]];
  if (actual === expected) return null;
  if (recorded.pixels === null) return { message: `has other pixels than were recorded (hash ${actual} where ${expected} was)`, actual, expected };
  const bytes = size * size * 3;
  const [left, right] = [came.pixels, recorded.pixels].map((pixels) => pixels.subarray(place * bytes, (place + 1) * bytes));
  const differ = [...left.keys()].filter((at) => left[at] !== right[at]);
  const pixel = Math.floor(differ[0] / 3);
  const [row, column] = [Math.floor(pixel / size), pixel % size];
  const colours = [left, right].map((pixels) => [...pixels.subarray(pixel * 3, pixel * 3 + 3)]);
  return {
    message: `differs in ${count(differ.length)} of ${count(bytes)} bytes, first at row ${row}, column ${column} (${colours[0].join(', ')} where ${colours[1].join(', ')} was recorded)`,
    actual: colours[0], expected: colours[1],
  };
}
