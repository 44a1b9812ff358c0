/**
 * Recorded streams for tests: `whisker/testing`. docs/testing.md has a test to copy. Loads no TensorFlow, no pictures and no
 * test runner.
 */
export {
  readFixture, recordBatches, recordPipeline, Recording, replayBatches, replayPipeline, writeFixture,
  type Fixture, type RecordedBatch, type RecordedEnd, type RecordedEvent, type RecordedQuarantine, type RecordingOptions, type ReplayedOptions, type ReplayOptions, type StreamInfo,
} from '../pipeline/index.js';
export { StreamDiffers } from './errors.js';
export { expectStream } from './expect-stream.js';
export { bundledFixture, bundledFixtures, type BundledFixture } from './bundled-fixtures.js';
export { replayEvents, type ReplayEventsOptions } from './replay-events.js';
export { withFixture, type FixtureMode, type WithFixtureOptions } from './with-fixture.js';
