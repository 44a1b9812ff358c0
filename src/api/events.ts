/**
 * A run's events as a typed stream: read, followed, replayed, written. Described in docs/events.md.
 * @module
 */
export * from './errors.js';
export {
  AccuracyCurve, createPlayer, describeStatus, followRun, followRuns, isOver, openEventLog, openRunRecording, openTensorBoard, readEvents, readOverview, readRuns, runRecordingOf, stamp,
  type AccuracyPoint, type EventBody, type EventLog, type EventOf, type EventPlayer, type FollowedRun, type FollowOptions, type FollowRunsOptions, type LogCallbacks,
  type LogFaults, type LogFile, type Liveness, type LostEvents, type Player, type PlayerState, type PlayOptions, type RunCommand, type RunEnd, type RunEvent, type RunOverview, type RunRecording,
  type RunStatus, type Score, type Skipped, type Speed, type TensorBoard,
} from '../events/index.js';
