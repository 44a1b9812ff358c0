/**
 * Recorded streams of batches and events for tests. Described in docs/testing.md. Loads no TensorFlow and no test runner.
 * @module
 */
export * from './errors.js';
export type { EventOf, RunEvent } from '../events/index.js';
export { BadPictures, type Batch, type BatchStream, type Pipeline, type PipelineOptions, type Position, type Quarantined } from '../pipeline/index.js';
export {
  bundledFixture, expectStream, readFixture, recordBatches, recordPipeline, Recording, replayBatches, replayEvents, replayPipeline, StreamDiffers, withFixture, writeFixture,
  type BundledFixture, type Fixture, type FixtureMode, type RecordedBatch, type RecordedEnd, type RecordedEvent, type RecordedQuarantine, type RecordingOptions,
  type ReplayedOptions, type ReplayEventsOptions, type ReplayOptions, type StreamInfo, type WithFixtureOptions,
} from '../testing/index.js';
