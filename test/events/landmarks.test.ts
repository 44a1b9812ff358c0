import { mkdtemp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEventLog, type EventBody, type RunEvent } from '../../src/events/index.js';
import { landmarksOf } from '../../src/events/log-index.js';
import { peek } from '../../src/events/peek.js';
import { scanLines } from '../../src/events/scan.js';
import { bodies, stamped, textOf } from './written.js';

let folder: string;
let log: string;
let index: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-landmarks-'));
  log = join(folder, 'events.jsonl');
  index = join(folder, 'events.index');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const unexpected = (error: unknown): void => {
  throw error;
};

/** 12,000 steps, an epoch each ten of them, best ones at the beginning and rarely after. */
function longRun(): EventBody[] {
  const written: EventBody[] = [bodies.start()];
  for (let step = 1; step <= 12_000; step += 1) {
    written.push(bodies.step(step));
    if (step % 10 === 0) written.push(bodies.epoch(step / 10, step < 300 || step === 7770));
    if (step === 5000) written.push(bodies.log('halfway'));
  }
  return written;
}

async function write(events: readonly RunEvent[]): Promise<void> {
  const appending = await openEventLog(log, { onError: unexpected });
  for (const [number, event] of events.entries()) {
    appending.write(event);
    if (number % 5000 === 4999) await appending.flush();
  }
  await appending.close();
}

async function landmarks(useIndex = true): Promise<{ events: RunEvent[]; bytes: number }> {
  const file = await open(log, 'r');
  let bytes = 0;
  const counted = { read: (...words: Parameters<typeof file.read>) => file.read(...words).then((read) => ((bytes += read.bytesRead), read)) };
  const { size } = await file.stat();
  const { lines } = await landmarksOf(counted as typeof file, useIndex ? index : join(folder, 'none'), size);
  await file.close();
  return { events: lines.map((line) => JSON.parse(Buffer.from(line.bytes).toString()) as RunEvent), bytes };
}

describe('the landmarks of a log', () => {
  it('are fewer than its lines, and have all that is rare and every best epoch that stood', async () => {
    const all = stamped(longRun());
    await write(all);
    const { events } = await landmarks();
    const steps = events.flatMap((event) => (event.type === 'step' ? [event.step] : []));
    expect(steps.slice(0, 2048)).toEqual(Array.from({ length: 2048 }, (_, at) => at + 1));
    expect(steps).toHaveLength(2047 + 1024 + 1024 + (12_000 - 8192) / 8 + 1);
    expect(steps.at(-1)).toBe(12_000);
    expect(events.filter(({ type }) => type === 'run-start' || type === 'log')).toHaveLength(2);
    expect(events.find((event) => event.type === 'epoch' && event.best && event.epoch === 777)).toBeDefined();
    expect(events.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq).sort((a, b) => a - b));
  });

  it('are the same from the index and from the log alone; the index spares reading it', async () => {
    await write(stamped(longRun()));
    const [short, long] = [await landmarks(), await landmarks(false)];
    expect(short.events).toEqual(long.events);
    expect(short.bytes).toBeLessThan(long.bytes / 3);
  });

  it('are the same over a run that was stopped and resumed, with a torn line in log and index, and an index that lags', async () => {
    const all = stamped(longRun());
    await write(all);
    const straight = await landmarks(false);
    await rm(log);
    await write(all.slice(0, 7000));
    await writeFile(log, Buffer.concat([await readFile(log), Buffer.from('{"v":1,"seq":7000,"ti')]));
    await truncate(index, Math.floor((await readFile(index)).length * 0.7));
    await write(all.slice(7000));
    expect(await landmarks()).toMatchObject({ events: straight.events });
  });

  it.each([
    ['missing', () => rm(index)],
    ['of another log', async () => writeFile(index, (await readFile(index, 'latin1')).replaceAll('"seq":', '"seq":9'))],
    ['without its beginning', async () => writeFile(index, (await readFile(index, 'latin1')).split('\n').slice(5).join('\n'))],
    ['no index at all', () => writeFile(index, Buffer.alloc(5000, 255))],
  ])('an index that is %s is passed over, and made anew when the run goes on', async (_what, spoil) => {
    const all = stamped(longRun().slice(0, 6000));
    await write(all);
    const before = await landmarks(false);
    await spoil();
    expect((await landmarks()).events).toEqual(before.events);
    await write([]);
    const { events, bytes } = await landmarks();
    expect(events).toEqual(before.events);
    expect(bytes).toBeLessThan((await readFile(log)).length / 2);
  });

  it('come with the best epoch that nothing has decided about yet', async () => {
    await writeFile(log, textOf(stamped([bodies.start(), bodies.epoch(5001, true), bodies.step(50_011)])));
    const file = await open(log, 'r');
    const { lines, landmarks: choosing } = await landmarksOf(file, index, (await file.stat()).size);
    await file.close();
    expect(lines).toHaveLength(1);
    expect(Buffer.from(choosing.best?.bytes ?? []).toString()).toContain('"epoch":5001');
  });
});

describe('a peek', () => {
  it('tells what parsing tells, of every event that whisker writes', () => {
    for (const event of stamped([bodies.start(), bodies.step(123), bodies.epoch(7), bodies.log('"type":"step"'), bodies.end()], 41)) {
      const line = Buffer.from(JSON.stringify(event));
      const { seq, time, type } = event;
      expect(peek(line, 0, line.length)).toMatchObject({ seq, time, type });
      if (event.type === 'step') expect(peek(line, 0, line.length)).toMatchObject({ epoch: event.epoch, step: event.step });
    }
  });

  it('leaves lines that are written in another way, and torn ones, to parsing', () => {
    const line = Buffer.from(JSON.stringify(stamped([bodies.step(1)])[0]));
    for (let end = 0; end < 40; end += 1) expect(peek(line.subarray(0, end), 0, end)).toBeUndefined();
    for (const text of ['{"seq":1,"v":1}', '{"v":2,"seq":1,"time":1,"type":"step"', '{"v":1, "seq":1', 'not JSON', '', '{"v":1,"seq":-1,"time":1,"type":"x"']) {
      expect(peek(Buffer.from(text), 0, text.length)).toBeUndefined();
    }
  });
});

describe('scanned lines', () => {
  it('are those of the file, wherever reads cut them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 40 }).map((text) => text.replaceAll('\n', '')), { maxLength: 30 }), fc.boolean(), fc.integer({ min: 1, max: 9 }), async (texts, torn, most) => {
        const whole = Buffer.from(texts.map((text) => `${text}\n`).join(''));
        const bytes = Buffer.concat([whole, Buffer.from(torn ? 'torn' : '')]);
        const file = {
          read: (buffer: Uint8Array, offset: number, length: number, position: number) => {
            const part = bytes.subarray(position, position + Math.min(length, most));
            buffer.set(part, offset);
            return Promise.resolve({ bytesRead: part.length });
          },
        };
        const read: string[] = [];
        const end = await scanLines(file, 0, bytes.length, (buffer, from, to, at) => {
          expect(bytes.subarray(at, at + to - from)).toEqual(Buffer.from(buffer.subarray(from, to)));
          read.push(Buffer.from(buffer.subarray(from, to)).toString());
        });
        expect(read).toEqual(texts.map((text) => Buffer.from(text).toString()));
        expect(end).toBe(whole.length);
      }),
      { numRuns: 200 },
    );
  });
});
