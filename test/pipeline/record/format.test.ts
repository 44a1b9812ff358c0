import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { array, assert, boolean, constant, constantFrom, int32Array, integer, nat, option, property, record as facts, string, tuple, uint8Array } from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { WorkFailed, WrongCommand } from '../../../src/config/index.js';
import { formatFixture, hashesOf, parseFixture, readFixture, writeFixture, type Fixture } from '../../../src/pipeline/index.js';
import { fixtureOf, recorded } from './samples.js';

const folder = mkdtempSync(join(tmpdir(), 'whisker-fixture-'));
afterAll(() => rmSync(folder, { recursive: true }));

const good = fixtureOf([[3, 5], [9, 12], [20, null]]);
const text = formatFixture(good);
const lines = text.trim().split('\n');
const withLine = (at: number, change: (line: Record<string, unknown>) => unknown): string => lines.map((line, place) => (place === at ? JSON.stringify(change(JSON.parse(line))) : line)).join('\n').concat('\n');
const refused = (broken: string): string => {
  try {
    parseFixture(broken, 'a.jsonl');
  } catch (error) {
    expect(error).toBeInstanceOf(WrongCommand);
    return (error as Error).message;
  }
  throw new Error('it was accepted');
};
const batchAt = lines.findIndex((line) => line.includes('"type":"batch"'));

describe('a fixture', () => {
  it('has no field that its lines do not have: a misspelt one would be ignored', () => {
    expect(refused(withLine(batchAt, (line) => ({ ...line, label: [1] })))).toBe(`Line ${batchAt + 1} of a.jsonl is wrong: such a line has no field label. Record it again.`);
    expect(refused(withLine(0, (head) => ({ ...head, notes: '' })))).toContain('such a line has no field notes');
  });

  it('survives formatting and parsing, whatever it holds', () => {
    const batch = (size: number, keep: boolean, at: number) =>
      integer({ min: 1, max: 4 }).chain((count) => facts({
        epoch: nat(9), batch: constant(at), ready: nat(), released: option(nat()),
        indices: int32Array({ minLength: count, maxLength: count, min: 0 }), labels: int32Array({ minLength: count, maxLength: count, min: -1 }),
        bytes: uint8Array({ minLength: count * size * size * 3, maxLength: count * size * size * 3 }),
      }).map(({ bytes, ...rest }) => ({ ...rest, hashes: hashesOf(bytes, count), pixels: keep ? bytes : null })));
    const any = tuple(integer({ min: 1, max: 4 }), boolean(), nat(5)).chain(([size, keep, batches]) => facts<Fixture>({
      note: string(),
      stream: constant({ size, batchSize: 4, batches: 6, prefetch: 2, pixels: keep ? 'keep' : 'hash' }),
      paths: constant(new Map()),
      batches: tuple(...Array.from({ length: batches }, (_, at) => batch(size, keep, at))),
      quarantined: array(facts({ path: string(), reason: string(), at: nat(), before: nat(batches) })).map((all) => all.toSorted((left, right) => left.before - right.before)),
      events: array(facts({ type: string(), time: nat() })),
      end: facts({ outcome: constantFrom('complete', 'stopped', 'failed'), at: nat(), message: string() }),
    }));
    assert(property(any, (fixture) => {
      const again = parseFixture(formatFixture(fixture), 'x');
      expect(formatFixture(again)).toBe(formatFixture(fixture));
      expect(again.batches.map(({ pixels }) => pixels && [...pixels])).toEqual(fixture.batches.map(({ pixels }) => pixels && [...pixels]));
      expect(again.quarantined).toEqual(fixture.quarantined);
      expect(again.end).toEqual(fixture.end);
    }), { numRuns: 60 });
  });

  it('writes the path of each sample once, where it first appears', async () => {
    const fixture = await recorded(20, 10);
    const names = formatFixture(fixture).split('\n').filter((line) => line.includes('"samples"')).flatMap((line) => Object.keys(JSON.parse(line).paths));
    expect(names.toSorted()).toEqual([...new Set(fixture.batches.flatMap(({ indices }) => [...indices].map(String)))].toSorted());
    expect(names.length).toBe(20);
    expect(fixture.paths.get(7)).toBe('7.png');
  });

  it('is written to a file, replaces the old one, and is read back', () => {
    const path = join(folder, 'deep', 'a.jsonl');
    writeFixture(path, fixtureOf([[1, 2]]));
    expect(writeFixture(path, good)).toBe(Buffer.byteLength(text));
    expect(readFixture(path)).toEqual({ ...good, batches: readFixture(path).batches });
    expect(formatFixture(readFixture(path))).toBe(text);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['a.jsonl']);
  });

  it('fails when it cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => writeFixture(join(folder, 'file', 'a.jsonl'), good)).toThrow(WorkFailed);
    expect(() => writeFixture(join(folder, 'file', 'a.jsonl'), good)).toThrow(/^The fixture .*a\.jsonl cannot be written: /);
  });
});

describe('a file that is refused', () => {
  it('is missing or unreadable', () => {
    expect(() => readFixture(join(folder, 'none.jsonl'))).toThrow(WrongCommand);
    expect(() => readFixture(join(folder, 'none.jsonl'))).toThrow(/^There is no fixture .*none\.jsonl$/);
    expect(() => readFixture(folder)).toThrow(/^The fixture .* cannot be read: EISDIR/);
  });

  it.each([['nothing', ''], ['prose', 'Once upon a time\n'], ['other JSON', '{"type":"run-start","v":1}\n'], ['a run’s log', '{"v":1,"seq":0}\n']])('holds %s', (_, broken) => {
    expect(refused(broken)).toBe('a.jsonl is not a recorded stream: its first line is not the head of one');
  });

  it('has another version', () => {
    expect(refused(withLine(0, (head) => ({ ...head, v: 2, pictures: 'new' })))).toBe('a.jsonl is a recorded stream of version 2, and this whisker reads version 1. Use the whisker that wrote it, or a later one.');
    expect(refused(withLine(0, (head) => ({ ...head, v: 0 })))).toMatch(/of version 0, .* Record it again\.$/);
  });

  it('is cut short, at whatever point', () => {
    for (let length = lines[0].length; length < text.length; length += 7) expect(refused(text.slice(0, length))).toMatch(/^a\.jsonl is cut short after line \d+: the last line of a recorded stream is missing/);
    expect(refused(`${lines.slice(0, -1).join('\n')}\n`)).toMatch(`cut short after line ${lines.length - 1}:`);
  });

  it('lacks lines in its middle or has too many', () => {
    expect(refused(`${lines.toSpliced(2, 1).join('\n')}\n`)).toBe(`a.jsonl has ${lines.length - 2} lines before its last one, which says ${lines.length - 1}: lines were removed or added. Record it again.`);
    expect(refused(`${lines.toSpliced(2, 0, lines[2]).join('\n')}\n`)).toMatch(/lines were removed or added/);
  });

  it.each([
    ['no JSON', () => lines.with(batchAt, '{"type":').join('\n').concat('\n'), 'it is not a line of a recorded stream|Invalid'],
    ['an unknown line', () => withLine(batchAt, (line) => ({ ...line, type: 'song' })), 'type'],
    ['a field of another type', () => withLine(batchAt, (line) => ({ ...line, ready: 'soon' })), 'ready: '],
    ['too few labels', () => withLine(batchAt, (line) => ({ ...line, labels: [] })), 'indices, labels and hashes differ in number'],
    ['too many pictures', () => withLine(batchAt, (line) => ({ ...line, indices: [1, 2] })), 'it has 2 pictures, and batches have 1 to 1'],
    ['a batch beyond the epoch', () => withLine(batchAt, (line) => ({ ...line, batch: 4 })), 'it is batch 4, and an epoch has 4'],
    ['no pixels', () => withLine(batchAt, (line) => ({ ...line, pixels: undefined })), 'pixels were recorded as keep'],
    ['an end in the middle', () => lines.with(batchAt, lines[lines.length - 1]).join('\n').concat('\n'), 'it ends the stream'],
  ])('has a wrong line, which the error names: %s', (_, broken, what) => {
    expect(refused(broken())).toMatch(new RegExp(`^Line ${batchAt + 1} of a\\.jsonl is wrong: .*(${what})`));
  });

  it('has pixels that do not match their hashes', () => {
    const other = deflateSync(Buffer.alloc(12, 77)).toString('base64');
    expect(refused(withLine(batchAt, (line) => ({ ...line, pixels: other })))).toMatch(
      /^a\.jsonl: the pixels of picture 0 \(0\.png\) in batch 0 of epoch 0 do not match their hash \([0-9a-f]{16} instead of [0-9a-f]{16}\)\. The file was changed\. Record it again\.$/,
    );
    expect(refused(withLine(batchAt, (line) => ({ ...line, pixels: deflateSync(Buffer.alloc(9)).toString('base64') })))).toMatch(/batch 0 of epoch 0 do not match their hashes: they have 9 bytes instead of 12/);
    expect(refused(withLine(batchAt, (line) => ({ ...line, pixels: 'AAAA' })))).toMatch(/batch 0 of epoch 0 do not match their hashes: unknown compression method/);
  });
});
