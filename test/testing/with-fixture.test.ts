import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concat, EMPTY, NEVER, throwError, type Observable } from 'rxjs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { WorkFailed, WrongCommand } from '../../src/config/index.js';
import { createPipeline, type Batch } from '../../src/pipeline/index.js';
import { readFixture, withFixture, type WithFixtureOptions } from '../../src/testing/index.js';
import { copied, optionsFor, type Contents } from '../pipeline/fakes.js';

const folder = mkdtempSync(join(tmpdir(), 'whisker-with-'));
const path = join(folder, 'deep', 'epoch.jsonl');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(path, { force: true }));

let made = 0;
const source = (): Observable<Batch> => {
  made++;
  return createPipeline(optionsFor(20)).from({}, { epoch: 1 });
};
const take = async (options: WithFixtureOptions, from = source, most = Infinity): Promise<{ seen: Contents[]; made: number }> => {
  const before = made;
  const seen: Contents[] = [];
  for await (const batch of withFixture(path, from, { env: {}, replay: { pace: 'asap' }, ...options })) {
    seen.push(copied(batch));
    if (seen.length === most) break;
  }
  return { seen, made: made - before };
};

describe('withFixture', () => {
  it('makes and records the stream the first time, and plays it afterwards', async () => {
    const first = await take({});
    expect(first.made).toBe(1);
    expect(await take({})).toEqual({ seen: first.seen, made: 0 });
    expect(await take({ mode: 'lockdown' })).toEqual({ seen: first.seen, made: 0 });
    expect(readFixture(path).end.outcome).toBe('complete');
  });

  it('records again in mode record', async () => {
    await take({ record: { note: 'first' } });
    expect((await take({ mode: 'record', record: { note: 'second', pixels: 'hash' } })).made).toBe(1);
    expect(readFixture(path)).toMatchObject({ note: 'second', stream: { pixels: 'hash' } });
    expect((await take({ env: { WHISKER_FIXTURES: 'record', CI: '1' }, record: { note: 'third' } })).made).toBe(1);
    expect(readFixture(path).note).toBe('third');
  });

  it('fails in CI when the fixture is missing, and does not call the source', async () => {
    const env = { CI: 'true' };
    const before = made;
    expect(() => withFixture(path, source, { env })).toThrow(WrongCommand);
    expect(() => withFixture(path, source, { env })).toThrow(`There is no fixture ${path}, and none is recorded because this is CI. Record it on your own machine (WHISKER_FIXTURES=record), check it, and commit it.`);
    expect(() => withFixture(path, source, { env: {}, mode: 'lockdown' })).toThrow('because the mode is lockdown');
    expect(() => withFixture(path, source, { env: { WHISKER_FIXTURES: 'lockdown' } })).toThrow('because WHISKER_FIXTURES is lockdown');
    expect(() => withFixture(path, source, { env: { WHISKER_FIXTURES: 'rekord' } })).toThrow('WHISKER_FIXTURES is rekord; it takes record, replay or lockdown');
    expect(made).toBe(before);
    expect((await take({ env: { CI: 'false' } })).made).toBe(1);
  });

  it('writes the batches so far when the subscriber leaves and when the stream fails', async () => {
    await take({}, source, 3);
    const left = readFixture(path);
    expect(left.end.outcome).toBe('stopped');
    expect(left.batches.length).toBeGreaterThanOrEqual(3);
    await expect(take({ mode: 'record' }, () => concat(source(), throwError(() => new Error('no disk'))))).rejects.toThrow('no disk');
    expect(readFixture(path)).toMatchObject({ end: { outcome: 'failed', message: 'no disk' } });
    await expect(take({})).rejects.toThrow('no disk');
  });

  it('writes no fixture without a batch, and does not overwrite a file that is not a fixture', async () => {
    await expect(take({}, () => EMPTY)).rejects.toThrow(WorkFailed);
    await expect(take({}, () => EMPTY)).rejects.toThrow('The stream ended without a batch, so no fixture was written');
    await expect(take({}, () => throwError(() => new Error('no disk')))).rejects.toThrow('no disk');
    withFixture(path, () => NEVER, { env: {} }).subscribe().unsubscribe();
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, 'notes');
    await expect(take({})).rejects.toThrow('is not a recorded stream');
    expect(readFileSync(path, 'utf8')).toBe('notes');
  });

  it('fails when the fixture cannot be written', async () => {
    writeFileSync(path, '');
    const stream = withFixture(join(path, 'below.jsonl'), source, { env: {} });
    await expect((async () => { for await (const { release } of stream) release(); })()).rejects.toThrow(/^The fixture .* cannot be written: /);
  });
});
