/** Recorded streams for tests, described in docs/testing.md. Loads no TensorFlow and no test runner. */
export {
  readFixture, recordBatches, recordPipeline, Recording, replayBatches, replayPipeline, writeFixture,
  type Fixture, type RecordedBatch, type RecordedEnd, type RecordedEvent, type RecordedQuarantine, type RecordingOptions, type ReplayedOptions, type ReplayOptions, type StreamInfo,
} from '../pipeline/index.js';
export { bundledFixture, bundledFixtures, type BundledFixture } from './bundled-fixtures.js';
export { expectStream } from './expect-stream.js';
export { replayEvents, type ReplayEventsOptions } from './replay-events.js';
export { StreamDiffers } from './stream-differs.js';
export { withFixture, type FixtureMode, type WithFixtureOptions } from './with-fixture.js';
