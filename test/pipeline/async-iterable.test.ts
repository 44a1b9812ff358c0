import { Observable, of, Subject, throwError } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createPipeline } from '../../src/pipeline/index.js';
import { iterate } from '../../src/pipeline/operators/async-iterable.js';
import { WorkFailed } from '../../src/config/index.js';
import { copied, copies, optionsFor, FakePool } from './fakes.js';

const never = (): boolean => false;

describe('iterate', () => {
  it('answers each call with the next value in order, whether the call or the value comes first', async () => {
    const source = new Subject<string>();
    const iterator = iterate(source, never);
    const early = [iterator.next(), iterator.next()];
    for (const value of 'abc') source.next(value);
    source.complete();
    const values = [...(await Promise.all(early)), await iterator.next(), await iterator.next(), await iterator.next()];
    expect(values.map(({ value, done }) => (done === true ? 'end' : value))).toEqual(['a', 'b', 'c', 'end', 'end']);
  });

  it('fails once, after the values before the error, and has then ended', async () => {
    const iterator = iterate(new Observable<string>((subscriber) => {
      subscriber.next('a');
      subscriber.error(new Error('broken'));
    }), never);
    expect(await iterator.next()).toEqual({ done: false, value: 'a' });
    await expect(iterator.next()).rejects.toThrow('broken');
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    const asked = iterate(throwError(() => new Error('at once')), never);
    await expect(asked.next()).rejects.toThrow('at once');
  });

  it('answers open calls when the loop is left from outside', async () => {
    let ended = 0;
    const iterator = iterate(new Observable<string>(() => () => void ended++), never);
    const asked = [iterator.next(), iterator.next()];
    await iterator.return?.();
    expect((await Promise.all(asked)).map(({ done }) => done)).toEqual([true, true]);
    expect(ended).toBe(1);
  });

  it('subscribes once, at the first call, and not at all without one', async () => {
    let subscribed = 0;
    const source = new Observable<string>((subscriber) => {
      subscribed++;
      subscriber.next('a');
    });
    const [used, left, unused] = [iterate(source, never), iterate(source, never), iterate(source, never)];
    expect(subscribed).toBe(0);
    expect((await used.next()).value).toBe('a');
    const second = used.next();
    await left.return?.();
    expect(await left.next()).toEqual({ done: true, value: undefined });
    expect(subscribed).toBe(1);
    await used.return?.();
    expect((await second).done).toBe(true);
    expect(unused).toBeDefined();
  });

  it('drops queued values when the source was stopped', async () => {
    let stopped = false;
    const iterator = iterate(of('a', 'b', 'c'), () => stopped);
    expect((await iterator.next()).value).toBe('a');
    stopped = true;
    expect((await iterator.next()).done).toBe(true);
  });
});

describe('a pipeline in a loop', () => {
  it('yields the same batches as its observable, and reads no further ahead than its prefetch', async () => {
    const pool = new FakePool();
    const pipeline = createPipeline(optionsFor(40, { prefetch: 3, pool }));
    const expected = await copies(createPipeline(optionsFor(40)), 20);
    const seen: unknown[] = [];
    for await (const batch of pipeline.from({}, { epoch: 2 })) {
      expect(pool.asked.length - seen.length * 4).toBeLessThanOrEqual(3 * 4);
      seen.push(copied(batch));
    }
    expect(seen).toEqual(expected);
  });

  it('takes no buffer and opens no file for an unused iterator', async () => {
    const pool = new FakePool();
    const pipeline = createPipeline(optionsFor(40, { pool }));
    pipeline.from()[Symbol.asyncIterator]();
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => void setImmediate(resolve));
    expect(pipeline.state().buffersTaken).toBe(0);
    expect(pool.asked).toEqual([]);
  });

  it('gives everything back when the loop is left by break, by an error or by an abort', async () => {
    for (const way of ['break', 'throw', 'abort']) {
      const stop = new AbortController();
      const pool = new FakePool();
      const pipeline = createPipeline(optionsFor(40, { pool, signal: stop.signal }));
      let batches = 0;
      const loop = async (): Promise<void> => {
        for await (const batch of pipeline.from()) {
          batch.release();
          if (++batches < 5) continue;
          if (way === 'break') break;
          if (way === 'throw') throw new Error('of the step');
          stop.abort();
        }
      };
      await (way === 'throw' ? expect(loop()).rejects.toThrow('of the step') : loop());
      expect(batches, way).toBe(5);
      expect(pipeline.state().buffersTaken).toBe(0);
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => void setImmediate(resolve));
      expect(pool.decoding).toBe(0);
    }
  });
});

describe('closing a pipeline', () => {
  it('ends its streams, leaves a given pool open, and makes no more batches', async () => {
    let closed = 0;
    const pool = Object.assign(new FakePool(), { close: async () => void closed++ });
    const pipeline = createPipeline(optionsFor(40, { pool }));
    let completed = false;
    pipeline.from().subscribe({ next: (batch) => batch.release(), complete: () => (completed = true) });
    await pipeline.close();
    await pipeline.close();
    expect(completed).toBe(true);
    expect(closed).toBe(0);
    await expect(copies(pipeline, 1)).rejects.toThrow(WorkFailed);
    await expect(copies(pipeline, 1)).rejects.toThrow('The pipeline is closed. Create another one to get batches');
  });
});

describe('missing options and positions', () => {
  it('have the defaults of the command line, whether undefined or absent', async () => {
    const pool = new FakePool();
    const samples = Array.from({ length: 10 }, (_, index) => ({ path: `${index}.png` }));
    const given = createPipeline({ root: 'pictures', samples, size: 8, batchSize: 3, pool, concurrency: undefined, seed: undefined });
    expect(given.batches).toBe(3);
    expect(given.state()).toMatchObject({ concurrency: 64, prefetch: 3 });
    const [batch] = await copies(given, 1);
    expect(batch.labels).toEqual([-1, -1, -1]);
    const spelt = optionsFor(10, { batchSize: 3, seed: 1, order: 'shuffled', remainder: 'drop', samples });
    expect(await copies(createPipeline(spelt), 4)).toEqual(await copies(given, 4));
  });

  it('start at the beginning', async () => {
    const whole = await copies(createPipeline(optionsFor(20)), 12);
    expect(await copies(createPipeline(optionsFor(20)), 7, { epoch: 1 })).toEqual(whole.slice(5));
    expect(await copies(createPipeline(optionsFor(20)), 9, { batch: 3 })).toEqual(whole.slice(3));
  });
});
