import { existsSync } from 'node:fs';
import { Observable } from 'rxjs';
import { asyncIterable, readFixture, recordBatches, Recording, replayBatches, writeFixture, type Batch, type BatchStream, type RecordingOptions, type ReplayOptions } from '../pipeline/index.js';
import { errors } from './errors.js';

/**
 * `record`: the stream is made and recorded anew. `replay`: it is played from the fixture, or recorded where there is none.
 * `lockdown`: it is played from the fixture, and a missing one is an error.
 */
export type FixtureMode = 'record' | 'replay' | 'lockdown';

export interface WithFixtureOptions {
  /** @default the environment's WHISKER_FIXTURES; else `lockdown` where the environment has CI, else `replay` */
  readonly mode?: FixtureMode;
  readonly record?: RecordingOptions;
  /** How a recorded stream is played. */
  readonly replay?: ReplayOptions;
  /** @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * A stream of batches that is real the first time and played from a file from then on. What was recorded is written when
 * the stream ends or is left, before its subscriber is told of the end.
 *
 *     const batches = withFixture('test/fixtures/epoch.jsonl', () => createPipeline(options).from({}, { epoch: 1 }));
 *
 * @param source makes the real stream; not called where a recorded one is played
 * @throws WrongCommand in lockdown where there is no fixture, and where there is one that cannot be used
 */
export function withFixture(path: string, source: () => Observable<Batch>, { mode, record, replay, env = process.env }: WithFixtureOptions = {}): BatchStream {
  const { mode: chosen, why } = mode === undefined ? modeOf(env) : { mode, why: 'the mode is lockdown' };
  const there = existsSync(path);
  if (chosen === 'lockdown' && !there) throw errors.locked(path, why);
  return chosen === 'record' || !there ? recorded(path, source, record) : replayBatches(readFixture(path), replay);
}

function modeOf({ WHISKER_FIXTURES: wish, CI: ci }: Readonly<Record<string, string | undefined>>): { readonly mode: FixtureMode; readonly why: string } {
  if (wish === 'record' || wish === 'replay' || wish === 'lockdown') return { mode: wish, why: `WHISKER_FIXTURES is ${wish}` };
  if (wish !== undefined && wish !== '') throw errors.mode(wish);
  const inCi = ci !== undefined && ci !== '' && ci !== '0' && ci !== 'false';
  return inCi ? { mode: 'lockdown', why: 'this is CI' } : { mode: 'replay', why: '' };
}

function recorded(path: string, source: () => Observable<Batch>, options?: RecordingOptions): BatchStream {
  return asyncIterable(new Observable<Batch>((subscriber) => {
    const recording = new Recording(options);
    let ended = false;
    /** Whether there was anything to write. */
    const write = (): boolean => {
      ended = true;
      const fixture = recording.fixture();
      if (fixture.batches.length > 0) writeFixture(path, fixture);
      return fixture.batches.length > 0;
    };
    const tell = (then: (written: boolean) => void): void => {
      try {
        then(write());
      } catch (error) {
        subscriber.error(error);
      }
    };
    const stream = recordBatches(source(), recording).subscribe({
      next: (batch) => subscriber.next(batch),
      error: (error: unknown) => tell(() => subscriber.error(error)),
      complete: () => tell((written) => (written ? subscriber.complete() : subscriber.error(errors.nothing()))),
    });
    subscriber.add(() => {
      stream.unsubscribe();
      if (!ended) write();
    });
  }));
}
