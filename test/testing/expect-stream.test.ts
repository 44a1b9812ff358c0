import { concat, delay, EMPTY, map, NEVER, of, throwError } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { createPipeline, type Batch } from '../../src/pipeline/index.js';
import { bundledFixture, expectStream, replayBatches, StreamDiffers, type Fixture } from '../../src/testing/index.js';
import { numbered, optionsFor } from '../pipeline/fakes.js';
import { recorded } from '../pipeline/record/samples.js';

const fixture = await recorded(20, 5);
const changed = (at: number, change: (batch: Batch) => Partial<Batch>) =>
  replayBatches(fixture, { pace: 'asap' }).pipe(map((batch) => (batch.batch === at ? { ...batch, ...change(batch) } : batch)));
const differs = async (stream: Parameters<typeof expectStream>[0], expected: Fixture = fixture): Promise<StreamDiffers> => {
  const error = await expectStream(stream, expected).then(() => { throw new Error('it was accepted'); }, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StreamDiffers);
  return error as StreamDiffers;
};
const nameOf = (batch: number, place: number): string => fixture.paths.get(fixture.batches[batch].indices[place]) ?? '';

describe('expectStream', () => {
  it('accepts the same stream, live or played at any pace, with pixels or hashes', async () => {
    await expectStream(createPipeline(optionsFor(20)).from({}, { epoch: 1 }), fixture);
    await expectStream(replayBatches(fixture), fixture);
    await expectStream(createPipeline(optionsFor(20, { prefetch: 1, concurrency: 1 })).from({}, { epoch: 1 }), await recorded(20, 5, {}, { pixels: 'hash' }));
  });

  it('checks no further than a recording that was stopped', async () => {
    const stopped: Fixture = { ...fixture, batches: fixture.batches.slice(0, 3), end: { ...fixture.end, outcome: 'stopped' } };
    await expectStream(concat(replayBatches(fixture, { pace: 'asap' }), NEVER), stopped);
  });

  it('describes all differences of the first picture that differs', async () => {
    const found = await differs(changed(3, ({ pixels, indices, labels, paths = [] }) => {
      const other = pixels.slice();
      other.fill(250, 2 * 192 + (3 * 8 + 5) * 3, 2 * 192 + (3 * 8 + 5) * 3 + 30);
      return { pixels: other, indices: indices.with(2, fixture.batches[0].indices[0]), paths: paths.with(2, nameOf(0, 0)), labels: labels.with(2, 9) };
    }));
    const value = fixture.batches[3].pixels?.[2 * 192];
    const label = fixture.batches[3].labels[2];
    expect(found.message).toBe(
      `batch 3 of epoch 0: picture 2 is a different file: ${nameOf(0, 0)} where ${nameOf(3, 2)} was recorded; has class 9 where ${label < 0 ? 'no class' : `class ${label}`} was recorded; ` +
        `differs in 30 of 192 bytes, first at row 3, column 5 (250, 250, 250 where ${value}, ${value}, ${value} was recorded)`,
    );
    expect([found.actual, found.expected]).toEqual([nameOf(0, 0), nameOf(3, 2)]);
  });

  it('says that a file is a different one, or the same one with other content or at another place of the list', async () => {
    const first = nameOf(0, 0);
    // The same list, and one whose first picture has another name: the indices are equal.
    const renamed = createPipeline(optionsFor(20, { samples: numbered(20).map((sample) => (sample.path === first ? { path: `other/${first}` } : sample)) })).from({}, { epoch: 1 });
    expect((await differs(renamed)).message).toMatch(`picture 0 is a different file: other/${first} where ${first} was recorded`);
    expect((await differs(changed(0, ({ pixels }) => ({ pixels: pixels.map((value) => value ^ 1) })))).message).toMatch(`picture 0 has other content under the same path (${first}): differs in 192 of 192 bytes`);
    expect((await differs(changed(0, ({ indices }) => ({ indices: indices.with(0, 99) })))).message).toMatch(`picture 0 is sample 99 where sample ${fixture.batches[0].indices[0]} was recorded, the same file (${first})`);
  });

  it('names samples by their numbers where no path is known', async () => {
    const nameless: Fixture = { ...fixture, paths: new Map() };
    expect((await differs(changed(0, ({ indices }) => ({ indices: indices.with(0, 99) })), nameless)).message).toMatch(`picture 0 is sample 99 where sample ${fixture.batches[0].indices[0]} was recorded`);
  });

  it('compares hashes when there are no pixels', async () => {
    const hashed = await recorded(20, 5, {}, { pixels: 'hash' });
    expect((await differs(changed(1, ({ pixels }) => ({ pixels: pixels.map((value) => value ^ 1) })), hashed)).message).toMatch(/^batch 1 of epoch 0: picture 0 has other content under the same path \(\d+\.png\): has other pixels than were recorded \(hash [0-9a-f]{16} where [0-9a-f]{16} was\)$/);
  });

  it.each<[string, (batch: Batch) => Partial<Batch>, string]>([
    ['another batch', () => ({ batch: 4 }), 'batch 4 of epoch 0 came where batch 2 of epoch 0 was recorded'],
    ['fewer pictures', ({ pixels }) => ({ count: 3, pixels: pixels.subarray(0, 3 * 192) }), 'batch 2 of epoch 0: it has 3 pictures where 4 were recorded'],
    ['another size', ({ pixels }) => ({ pixels: pixels.subarray(0, 4 * 48) }), 'batch 2 of epoch 0: its pictures are 4 px where 8 px were recorded'],
  ])('describes %s', async (_, change, message) => {
    expect((await differs(changed(2, change))).message).toBe(message);
  });

  it('describes an end, a batch or a failure that was not recorded', async () => {
    const played = () => replayBatches(fixture, { pace: 'asap' });
    expect((await differs(EMPTY)).message).toBe('the stream ended where batch 0 of epoch 0 was recorded');
    expect((await differs(concat(played(), played()))).message).toBe('batch 0 of epoch 0 came where the end was recorded (complete)');
    expect((await differs(throwError(() => new Error('no disk')))).message).toBe('the stream failed (no disk) where batch 0 of epoch 0 was recorded');
    expect((await differs(concat(played(), throwError(() => new Error('no disk'))))).message).toBe('the stream failed (no disk) where the end was recorded (complete)');
    const failed: Fixture = { ...fixture, end: { outcome: 'failed', at: 9, message: 'no disk' } };
    await expectStream(concat(played(), throwError(() => new Error('no disk'))), failed);
    expect((await differs(played(), failed)).message).toBe('the stream ended where the end was recorded (failed)');
    expect((await differs(concat(played(), throwError(() => new Error('no net'))), failed)).message).toBe('the stream failed (no net) where another reason was recorded (no disk)');
  });

  it('works in virtual time', async () => {
    let checked: Promise<void> = Promise.reject(new Error('not begun'));
    checked.catch(() => undefined);
    new TestScheduler(() => undefined).run(({ flush }) => {
      checked = expectStream(replayBatches(bundledFixture('slow-disk')).pipe(delay(60_000)), bundledFixture('slow-disk'));
      flush();
    });
    // A real minute per batch would run into the test's time limit.
    await checked;
    await expectStream(of<Batch>(), { ...fixture, batches: [] });
  });
});
