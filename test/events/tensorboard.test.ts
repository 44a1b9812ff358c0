import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTensorBoard, type EventBody, type RunEvent } from '../../src/events/index.js';
import { crc32c } from '../../src/events/crc32c.js';
import { scalarsOf } from '../../src/events/tensorboard.js';
import { restartRecord, scalarsRecord, versionRecord } from '../../src/events/tfevents.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytesOf = (values: (index: number) => number) => Uint8Array.from({ length: 32 }, (_, index) => values(index));
let seq = 0;
const event = (body: EventBody, time = 1_767_312_345_678): RunEvent => ({ v: 1, seq: seq++, time, ...body });
const step = (number: number): Extract<EventBody, { type: 'step' }> => ({ type: 'step', epoch: 1, step: number, losses: { labelled: 0.5 * number, generator: 2 }, trainedOn: 96, ms: 400, waitMs: 100 });
const epoch: EventBody = {
  type: 'epoch', epoch: 1, epochs: 2, step: 7, losses: { labelled: 0.25 }, val: { accuracy: 0.75, loss: 0.5, count: 8 }, best: true, seconds: 2, trainedOnPerSecond: 50,
};
const end: EventBody = { type: 'run-end', outcome: 'done', message: '', seconds: 3, test: { accuracy: 0.625, loss: 1.5, count: 8 } };

describe('the records', () => {
  // RFC 3720, appendix B.4.
  it.each([
    ['zeros', bytesOf(() => 0), 0x8a9136aa],
    ['ones', bytesOf(() => 0xff), 0x62a8ab43],
    ['up', bytesOf((index) => index), 0x46dd794e],
    ['down', bytesOf((index) => 31 - index), 0x113fdb5c],
    ['nothing', new Uint8Array(0), 0],
  ])('have the CRC-32C of %s', (_, bytes, sum) => expect(crc32c(bytes)).toBe(sum));

  // Made with TensorBoard 2.21: RecordWriter(file).write(event_pb2.Event(…).SerializeToString()).
  it("are those of TensorBoard's writer", () => {
    expect(hex(versionRecord(1_767_312_345.678))).toBe('1800000000000000a37f4b22095a646bf6c255da411a0d627261696e2e4576656e743a3276f96cb4');
    expect(hex(restartRecord(1_767_312_345.678, 301))).toBe('100000000000000095fbfe18095a646bf6c255da4110ad023a0208011b08d2bf');
    expect(hex(scalarsRecord(1_767_312_346.5, 5_000_000_000, { 'loss/labelled': 0.6931472, 'loss/größer': -1.5e-7 }))).toBe(
      '3d000000000000006049f1ec090000a0f6c255da411080e497d0122a2c0a140a0d6c6f73732f6c6162656c6c6564151872313f0a140a0d6c6f73732f6772c3b6c39f657215b00f21b4127487b5',
    );
  });
});

it('takes the numbers of events, by tag', () => {
  expect(scalarsOf(event(step(3)))).toEqual({ 'loss/labelled': 1.5, 'loss/generator': 2, 'speed/trained_on_images_per_second': 240, 'speed/waiting_share': 0.25 });
  expect(scalarsOf(event({ ...step(3), shares: { confident: 0.5 } }))).toMatchObject({ 'loss/labelled': 1.5, 'share/confident': 0.5 });
  expect(scalarsOf(event(epoch))).toEqual({ 'val/accuracy': 0.75, 'val/loss': 0.5, 'epoch/trained_on_images_per_second': 50 });
  // The start has no speed.
  expect(scalarsOf(event({ ...epoch, epoch: 0, step: 0 }))).toEqual({ 'val/accuracy': 0.75, 'val/loss': 0.5 });
  expect(scalarsOf(event(end))).toEqual({ 'test/accuracy': 0.625, 'test/loss': 1.5 });
  expect(scalarsOf(event({ type: 'log', level: 'info', message: '' }))).toEqual({});
});

describe('openTensorBoard', () => {
  let folder: string;
  beforeEach(async () => {
    seq = 0;
    folder = await mkdtemp(join(tmpdir(), 'whisker-tensorboard-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const unexpected = (error: unknown) => {
    throw error instanceof Error ? error : new Error(String(error));
  };
  const start = (resumedAt: number): EventBody => ({
    type: 'run-start', run: 'r', recipe: 'sgan', model: 'convnet', size: 32, classes: ['a', 'b'], counts: { labelled: 1, unlabelled: 1, val: 1, test: 1 },
    epochs: 2, stepsPerEpoch: 7, parameters: { classifier: 1, generator: 1 }, seed: 1, engine: '', resumedAt,
  });

  it('writes a file for each resume, in the order of the names, which takes back the repeated steps', async () => {
    const place = join(folder, 'tensorboard');
    for (const [resumedAt, steps, time] of [[0, [1, 2, 3], 1_767_312_345_000], [2, [3, 4], 1_767_312_999_000]] as const) {
      const board = openTensorBoard(place, unexpected);
      board.write(event(start(resumedAt), time));
      for (const number of steps) board.write(event(step(number), time + number));
      board.write(event(end, time + 100));
      await board.close();
    }
    const names = (await readdir(place)).sort();
    expect(names.map((name) => name.replace(/\.(\d{10})\..*$/, '.$1'))).toEqual(['events.out.tfevents.1767312345', 'events.out.tfevents.1767312999']);
    const [first, second] = await Promise.all(names.map((name) => readFile(join(place, name))));
    const scalars = (number: number, time: number) => scalarsRecord((time + number) / 1000, number, scalarsOf(event(step(number))));
    const ended = (number: number, time: number) => scalarsRecord((time + 100) / 1000, number, scalarsOf(event(end)));
    const whole = (time: number, from: number, numbers: readonly number[]) =>
      Buffer.concat([versionRecord(time / 1000), restartRecord(time / 1000, from), ...numbers.map((number) => scalars(number, time)), ended(numbers.at(-1) ?? 0, time)]);
    expect(first).toEqual(whole(1_767_312_345_000, 1, [1, 2, 3]));
    expect(second).toEqual(whole(1_767_312_999_000, 3, [3, 4]));
  });

  it('creates no folder for a run without numbers', async () => {
    const board = openTensorBoard(join(folder, 'tensorboard'), unexpected);
    board.write(event({ type: 'run-end', outcome: 'interrupted', message: '', seconds: 0 }));
    await board.close();
    expect(await readdir(folder)).toEqual([]);
  });

  it('reports once that the folder cannot be created, and writes when it can', async () => {
    const place = join(folder, 'taken');
    await writeFile(place, 'a file');
    const failures: unknown[] = [];
    const board = openTensorBoard(place, (error) => failures.push(error));
    board.write(event(step(1)));
    await vi.waitFor(() => expect(failures).toHaveLength(1), { timeout: 30_000 });
    board.write(event(step(2)));
    // Written once a second: it fails again, and says nothing.
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(failures).toMatchObject([{ code: 'EEXIST' }]);
    await rm(place);
    await board.close();
    const [name] = await readdir(place);
    const expected = [1, 2].map((number) => scalarsRecord(1_767_312_345.678, number, scalarsOf(event(step(number)))));
    expect(await readFile(join(place, name))).toEqual(Buffer.concat([versionRecord(1_767_312_345.678), ...expected]));
  });
});
