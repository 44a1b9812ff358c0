import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { from, lastValueFrom, of, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventLog, openEventLog, readEvents, stamp, type EventBody, type LogFile, type LostEvents, type RunEvent, type Skipped } from '../../src/events/index.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-events-'));
  path = join(folder, 'events.jsonl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const line = (message: string): EventBody => ({ type: 'log', level: 'info', message });
const events = (first: number, ...bodies: EventBody[]): Promise<RunEvent[]> => lastValueFrom(of(...bodies).pipe(stamp(first, () => 1000 + first), toArray()));
const unexpected = (error: unknown): void => {
  throw error instanceof Error ? error : new Error(String(error));
};

async function writeAll(...written: RunEvent[]): Promise<void> {
  const log = await openEventLog(path, { onError: unexpected });
  for (const event of written) log.write(event);
  await log.close();
}

async function readAll(): Promise<{ events: RunEvent[]; skipped: Skipped | undefined }> {
  let skipped: Skipped | undefined;
  const read = await lastValueFrom(from(readEvents(path, (lines) => (skipped = lines))).pipe(toArray()));
  return { events: read, skipped };
}

describe('stamp', () => {
  it('adds the version, a seq that counts up from the first, and the time', async () => {
    let time = 5;
    const stamped = await lastValueFrom(of(line('a'), line('b')).pipe(stamp(7, () => (time += 1)), toArray()));
    expect(stamped).toEqual([
      { v: 1, seq: 7, time: 6, type: 'log', level: 'info', message: 'a' },
      { v: 1, seq: 8, time: 7, type: 'log', level: 'info', message: 'b' },
    ]);
  });
});

describe('a log', () => {
  it('has the events that were written, in order', async () => {
    const written = await events(0, line('naïve\n"quoted" 猫'), { type: 'checkpoint', which: 'best', epoch: 1, step: 9 });
    await writeAll(...written);
    expect(await readAll()).toEqual({ events: written, skipped: { unknown: 0, other: 0, bad: [], torn: false } });
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3);
  });

  it('continues the seq when it is reopened', async () => {
    await writeAll(...(await events(0, line('a'), line('b'))));
    const log = await openEventLog(path, { onError: unexpected });
    expect(log.nextSeq).toBe(2);
    for (const event of await events(log.nextSeq, line('c'))) log.write(event);
    expect(log.nextSeq).toBe(3);
    await log.close();
    expect((await readAll()).events.map((event) => event.seq)).toEqual([0, 1, 2]);
  });

  it.each([
    ['half an object', '{"v":1,"seq":2,"ti'],
    ['a whole object without its end of line', '{"v":1,"seq":2,"time":0,"type":"log","level":"info","message":"x"}'],
    ['half a character', Buffer.from('{"v":1,"seq":2,"message":"猫').subarray(0, -1)],
    ['more than one chunk', `{"message":"${'x'.repeat(200_000)}`],
  ])('cuts off the incomplete last line of a crash: %s', async (_what, torn) => {
    const before = await events(0, line('a'), line('b'));
    await writeAll(...before);
    const whole = await readFile(path);
    await appendFile(path, torn);
    expect((await readAll()).skipped).toEqual({ unknown: 0, other: 0, bad: [], torn: true });
    expect((await readAll()).events).toEqual(before);
    const log = await openEventLog(path, { onError: unexpected });
    expect(log.nextSeq).toBe(2);
    await log.close();
    expect(await readFile(path)).toEqual(whole);
  });

  it('starts from 0 if it holds only an incomplete line', async () => {
    await writeFile(path, '{"v":1');
    const log = await openEventLog(path, { onError: unexpected });
    expect(log.nextSeq).toBe(0);
    await log.close();
    expect(await readFile(path, 'utf8')).toBe('');
  });

  it('finds the last seq in a line that is longer than a chunk', async () => {
    await writeAll(...(await events(0, line('a'), line('x'.repeat(300_000)))));
    const log = await openEventLog(path, { onError: unexpected });
    expect(log.nextSeq).toBe(2);
    await log.close();
  });

  it('continues the seq after lines of a newer whisker and after invalid ones', async () => {
    await writeAll(...(await events(0, line('a'))));
    await appendFile(path, '{"v":1,"seq":1,"time":0,"type":"weather","sky":"blue"}\nnot JSON\n');
    const log = await openEventLog(path, { onError: unexpected });
    expect(log.nextSeq).toBe(2);
    await log.close();
  });

  it('is on disk within a second', async () => {
    const log = await openEventLog(path, { onError: unexpected });
    const written = await events(0, line('a'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      for (const event of written) log.write(event);
      vi.advanceTimersByTime(1000);
    } finally {
      vi.useRealTimers();
    }
    await vi.waitFor(async () => expect((await readAll()).events).toHaveLength(1), { timeout: 30_000, interval: 5 });
    await log.close();
  });
});

it('a log that may not be written any more leaves its file as it is', async () => {
  let may = true;
  const log = await openEventLog(path, { onError: (error) => expect.fail(String(error)), mayWrite: () => Promise.resolve(may) });
  const [a, b, c] = await events(0, line('a'), line('b'), line('c'));
  log.write(a);
  await log.flush();
  may = false;
  log.write(b);
  await log.flush();
  may = true;
  log.write(c);
  await log.close();
  expect(await readFile(path, 'utf8')).toBe(`${JSON.stringify(a)}\n`);
});

describe('a reader', () => {
  it('counts the lines of a newer whisker and of one with other fields, and reports the numbers of invalid lines', async () => {
    const known = await events(0, line('a'));
    await writeAll(...known);
    await appendFile(
      path,
      [
        '{"v":1,"seq":1,"time":0,"type":"weather"}',
        '{"v":2,"seq":2,"time":0,"type":"log","level":"info","message":"from the future"}',
        '{"v":1,"seq":3,"time":0,"type":"log","level":"loud","message":"x"}',
        'not JSON',
        '',
        '{"type":"log"}',
        '{"v":1,"seq":4,"time":0,"type":"log","level":"info","message":"b"}',
        '',
      ].join('\n'),
    );
    const read = await readAll();
    expect(read.events.map((event) => event.seq)).toEqual([0, 4]);
    expect(read.skipped).toEqual({ unknown: 2, other: 1, bad: [5, 7], torn: false });
  });

  it('keeps a character whole that is cut between two reads', async () => {
    const message = '猫'.repeat(100_000);
    await writeAll(...(await events(0, line(message))));
    expect((await readAll()).events[0]).toMatchObject({ message });
  });
});

describe('a full disk', () => {
  /** A file on a disk with space for `room` bytes. */
  class SmallDisk implements LogFile {
    text: Buffer = Buffer.alloc(0);
    constructor(public room: number) {}
    write = ((data: Buffer, offset: number) => {
      const part = data.subarray(offset, offset + Math.min(10, this.room - this.text.length));
      if (part.length === 0) return Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
      this.text = Buffer.concat([this.text, part]);
      return Promise.resolve({ bytesWritten: part.length, buffer: data });
    }) as LogFile['write'];
    truncate = (length = 0): Promise<void> => {
      this.text = this.text.subarray(0, length);
      return Promise.resolve();
    };
    sync = (): Promise<void> => Promise.resolve();
    close = (): Promise<void> => Promise.resolve();
  }

  it('leaves half a line if truncating fails too; the next write cuts it off first', async () => {
    const [a, b] = await events(0, line('a'), line('b'));
    if (!a || !b) throw new Error('expected two events');
    const disk = new SmallDisk(20);
    const { truncate } = disk;
    let broken = 3;
    disk.truncate = (length) => ((broken -= 1) >= 0 ? Promise.reject(new Error('input/output error')) : truncate(length));
    const log = new EventLog(disk, { onError: () => undefined });
    log.write(a);
    await log.flush();
    expect(disk.text).toHaveLength(20);
    disk.room = 10_000;
    log.write(b);
    await log.flush();
    expect(disk.text, 'nothing is written after half a line').toHaveLength(20);
    await log.close();
    expect(disk.text.toString()).toBe(`${JSON.stringify(a)}\n${JSON.stringify(b)}\n`);
  });

  it('is reported once and leaves only whole lines; the waiting lines are written when there is space', async () => {
    const [a, b, c, d] = await events(0, line('a'), line('b'), line('c'), line('d'));
    if (!a || !b || !c || !d) throw new Error('expected four events');
    const lineOf = (event: RunEvent): string => `${JSON.stringify(event)}\n`;
    const disk = new SmallDisk(lineOf(a).length + 20);
    const failures: unknown[] = [];
    const log = new EventLog(disk, { onError: (error) => failures.push(error) });
    log.write(a);
    await log.flush();
    log.write(b);
    await log.flush();
    expect(disk.text.toString()).toBe(lineOf(a));
    log.write(c);
    await log.flush();
    expect(failures).toMatchObject([{ code: 'ENOSPC' }]);
    expect(disk.text.toString()).toBe(lineOf(a));
    disk.room = 10_000;
    log.write(d);
    await log.close();
    expect(disk.text.toString()).toBe([a, b, c, d].map(lineOf).join(''));
    expect(failures).toHaveLength(1);
  });

  it('is reported again when it is full again; lost events are reported when there is space, in time for the log itself', async () => {
    const disk = new SmallDisk(0);
    const failures: unknown[] = [];
    const log: EventLog = new EventLog(disk, {
      onError: (error) => failures.push(error),
      onLost: ({ count, first, last }) => log.write({ v: 1, seq: 3, time: 0, ...line(`${count} lost, ${first} to ${last}`) }),
    });
    for (const event of await events(0, line('x'.repeat(3_000_000)), line('y'.repeat(3_000_000)))) log.write(event);
    await log.flush();
    expect(failures).toHaveLength(1);
    disk.room = 10_000_000;
    disk.write = (data, offset) => {
      disk.text = Buffer.concat([disk.text, data.subarray(offset)]);
      return Promise.resolve({ bytesWritten: data.length - offset });
    };
    for (const event of await events(2, line('z'))) log.write(event);
    await log.close();
    const written = disk.text.toString().trimEnd().split('\n').map((text) => String(Reflect.get(Object(JSON.parse(text)), 'message')));
    expect(written.map((message) => message.slice(0, 20))).toEqual(['y'.repeat(20), 'z', '1 lost, 0 to 0']);
    disk.write = () => Promise.reject(Object.assign(new Error('full again'), { code: 'ENOSPC' }));
    log.write({ v: 1, seq: 4, time: 0, ...line('w') });
    await log.flush();
    expect(failures).toHaveLength(2);
  });

  it('does not fill the memory', async () => {
    const disk = new SmallDisk(0);
    const lost: LostEvents[] = [];
    const log = new EventLog(disk, { onError: () => undefined, onLost: (dropped) => lost.push(dropped) });
    const big = await events(0, ...Array.from({ length: 10 }, () => line('x'.repeat(1_000_000))));
    for (const event of big) {
      log.write(event);
      await log.flush();
    }
    disk.room = Infinity;
    disk.write = ((data: Buffer, offset: number) => {
      disk.text = data.subarray(offset);
      return Promise.resolve({ bytesWritten: disk.text.length, buffer: data });
    }) as LogFile['write'];
    await log.close();
    const lines = disk.text.toString().trimEnd().split('\n');
    expect(lines.map((text) => Reflect.get(Object(JSON.parse(text)), 'seq'))).toEqual([7, 8, 9]);
    expect(lost).toEqual([{ count: 7, first: 0, last: 6 }]);
  });
});
