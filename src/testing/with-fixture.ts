import { existsSync } from 'node:fs';
import { defer, finalize, tap, type Observable } from 'rxjs';
import { checkFields } from '../config/index.js';
import { asyncIterable, readFixture, recordBatches, Recording, replayBatches, writeFixture, type Batch, type BatchStream, type RecordingOptions, type ReplayOptions } from '../pipeline/index.js';
import { errors } from './errors.js';

/**
 * `record`: makes the stream and records it, even if there is a fixture. `replay`: plays the fixture; records it if there is
 * none. `lockdown`: plays the fixture; fails if there is none.
 */
export type FixtureMode = 'record' | 'replay' | 'lockdown';

/** What `withFixture` can be given. */
export interface WithFixtureOptions {
  /** @default the environment's WHISKER_FIXTURES; else `lockdown` when the environment has CI, else `replay` */
  readonly mode?: FixtureMode;
  /** How the real stream is recorded. */
  readonly record?: RecordingOptions;
  /** How the fixture is played. */
  readonly replay?: ReplayOptions;
  /** @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Returns a stream of batches that is real the first time and played from a file afterwards. The file is written when the stream
 * ends or is left, before its subscriber sees the end.
 *
 *     const batches = withFixture('test/fixtures/epoch.jsonl', () => createPipeline(options).from({}, { epoch: 1 }));
 *
 * @param source makes the real stream; not called when the fixture is played
 * @throws WrongCommand in lockdown when the fixture is missing, and when it is unusable
 */
export function withFixture(path: string, source: () => Observable<Batch>, options: WithFixtureOptions = {}): BatchStream {
  checkFields('withFixture', options, { mode: true, record: true, replay: true, env: true });
  const { mode, record, replay, env = process.env } = options;
  const chosen = mode === undefined ? modeOf(env) : { mode, reason: `the mode is ${mode}` };
  const exists = existsSync(path);
  if (chosen.mode === 'lockdown' && !exists) throw errors.locked(path, chosen.reason);
  return chosen.mode === 'record' || !exists ? recordTo(path, source, record) : replayBatches(readFixture(path), replay);
}

/** Returns the mode that the environment asks for, and why. */
function modeOf({ WHISKER_FIXTURES: requested, CI: ci }: Readonly<Record<string, string | undefined>>): { readonly mode: FixtureMode; readonly reason: string } {
  if (requested === 'record' || requested === 'replay' || requested === 'lockdown') return { mode: requested, reason: `WHISKER_FIXTURES is ${requested}` };
  if (requested !== undefined && requested !== '') throw errors.mode(requested);
  const isCi = ci !== undefined && ci !== '' && ci !== '0' && ci !== 'false';
  return isCi ? { mode: 'lockdown', reason: 'this is CI' } : { mode: 'replay', reason: '' };
}

function recordTo(path: string, source: () => Observable<Batch>, options?: RecordingOptions): BatchStream {
  return asyncIterable(defer(() => {
    const recording = new Recording(options);
    let written = false;
    const write = (isComplete: boolean): void => {
      if (written) return;
      written = true;
      const fixture = recording.fixture();
      if (fixture.batches.length > 0) writeFixture(path, fixture);
      else if (isComplete) throw errors.noBatches();
    };
    return recordBatches(source(), recording).pipe(tap({ error: () => write(false), complete: () => write(true) }), finalize(() => write(false)));
  }));
}
