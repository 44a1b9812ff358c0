import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventBody, RunEvent } from '../../src/events/index.js';
import { linesBackwards, type WholeLine } from '../../src/events/lines-backwards.js';
import { peek } from '../../src/events/peek.js';
import { scanLines } from '../../src/events/scan.js';
import { readThinnedLines } from '../../src/events/thinned.js';
import { bodies, stamped, textOf } from './written.js';

let folder: string;
let log: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-thinned-'));
  log = join(folder, 'events.jsonl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** 12,000 steps, an epoch every ten steps; the best epochs are at the beginning, and rare afterwards. */
function longRun(): EventBody[] {
  const written: EventBody[] = [bodies.start()];
  for (let step = 1; step <= 12_000; step += 1) {
    written.push(bodies.step(step));
    if (step % 10 === 0) written.push(bodies.epoch(step / 10, step < 300 || step === 7770));
    if (step === 5000) written.push(bodies.log('halfway'));
  }
  return written;
}

async function thinned(written: readonly EventBody[]): Promise<RunEvent[]> {
  await writeFile(log, textOf(stamped(written)));
  const file = await open(log, 'r');
  try {
    const lines = await readThinnedLines(file, (await file.stat()).size);
    return lines.map((line) => JSON.parse(Buffer.from(line).toString()) as RunEvent);
  } finally {
    await file.close();
  }
}

describe('a thinned log', () => {
  it('has every early step, fewer and fewer later ones, all rare events and every best epoch that stood', async () => {
    const events = await thinned(longRun());
    const steps = events.flatMap((event) => (event.type === 'step' ? [event.step] : []));
    expect(steps.slice(0, 2048)).toEqual(Array.from({ length: 2048 }, (_, at) => at + 1));
    expect(steps).toHaveLength(2047 + 1024 + 1024 + (12_000 - 8192) / 8 + 1);
    expect(steps.at(-1)).toBe(12_000);
    expect(events.filter(({ type }) => type === 'run-start' || type === 'log')).toHaveLength(2);
    expect(events.find((event) => event.type === 'epoch' && event.best && event.epoch === 777)).toBeDefined();
    expect(events.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq).sort((a, b) => a - b));
  });

  it('has the newest best epoch, even though a better one may still follow', async () => {
    expect(await thinned([bodies.start(), bodies.epoch(5001, true), bodies.step(50_011)])).toMatchObject([{ type: 'run-start' }, { type: 'epoch', epoch: 5001 }]);
  });

  it('leaves out a best epoch that a better one replaced soon afterwards', async () => {
    expect(await thinned([bodies.start(), bodies.epoch(5001, true), bodies.epoch(5003, true)])).toMatchObject([{ type: 'run-start' }, { type: 'epoch', epoch: 5003 }]);
  });
});

describe('peek', () => {
  it('returns what parsing returns, for every event that whisker writes', () => {
    for (const event of stamped([bodies.start(), bodies.step(123), bodies.epoch(7), bodies.log('"type":"step"'), bodies.end()], 41)) {
      const line = Buffer.from(JSON.stringify(event));
      const { seq, time, type } = event;
      expect(peek(line, 0, line.length)).toMatchObject({ seq, time, type });
      if (event.type === 'step') expect(peek(line, 0, line.length)).toMatchObject({ epoch: event.epoch, step: event.step });
    }
  });

  it('returns nothing for incomplete lines and for lines in another notation', () => {
    const line = Buffer.from(JSON.stringify(stamped([bodies.step(1)])[0]));
    for (let end = 0; end < 40; end += 1) expect(peek(line.subarray(0, end), 0, end)).toBeUndefined();
    for (const text of ['{"seq":1,"v":1}', '{"v":2,"seq":1,"time":1,"type":"step"', '{"v":1, "seq":1', 'not JSON', '', '{"v":1,"seq":-1,"time":1,"type":"x"']) {
      expect(peek(Buffer.from(text), 0, text.length)).toBeUndefined();
    }
  });
});

describe('scanLines', () => {
  it('gives the lines of the file, wherever a read cuts them', async () => {
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

describe('linesBackwards', () => {
  it('gives the whole lines from the last to the first, with the byte after each', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 9, arbitrary: fc.string({ maxLength: 40 }) }, fc.integer({ min: 65_000, max: 140_000 }).map((length) => 'é'.repeat(length))).map((text) => text.replaceAll('\n', '')), { maxLength: 12 }), fc.boolean(), async (texts, torn) => {
        await writeFile(log, texts.map((text) => `${text}\n`).join('') + (torn ? 'torn' : ''));
        let end = 0;
        const expected = texts.map((text): WholeLine => ({ text, end: (end += Buffer.byteLength(text) + 1) })).reverse();
        const file = await open(log, 'r');
        const lines: WholeLine[] = [];
        for await (const line of linesBackwards(file)) lines.push(line);
        await file.close();
        expect(lines).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});
