import { filter, map, Observable } from 'rxjs';
import { reasonOf } from '../../config/index.js';
import { asyncIterable } from '../operators/async-iterable.js';
import { createPipeline } from '../create.js';
import type { Batch, BatchStream, Pipeline, PipelineOptions } from '../types.js';
import { Recording, type RecordingOptions } from './recording.js';
import { toObservable } from '../operators/to-observable.js';

/**
 * Passes batches through and records them: their contents, when they came, and when they were released.
 *
 *     source                  --a--b--c|
 *     recordBatches           --a--b--c|       the recording ends: complete
 *
 * @param source an observable or an async iterable; a source that is both is subscribed to
 * @param recording takes one stream; a second subscription fails with WrongCommand
 */
export function recordBatches(source: Observable<Batch> | AsyncIterable<Batch>, recording: Recording): BatchStream {
  return asyncIterable(new Observable<Batch>((subscriber) => {
    recording.begin();
    subscriber.add(() => recording.end('stopped'));
    subscriber.add(
      // A source that sends many values in one turn goes on for a while after the end.
      toObservable(source).pipe(filter(() => !subscriber.closed), map((batch) => recording.batch(batch))).subscribe({
        next: (batch) => subscriber.next(batch),
        error: (error: unknown) => {
          recording.end('failed', reasonOf(error));
          subscriber.error(error);
        },
        complete: () => {
          recording.end('complete');
          subscriber.complete();
        },
      }),
    );
  }));
}

/**
 * Creates a pipeline whose one stream is recorded, together with the pictures that it quarantines.
 * @throws WrongCommand as `createPipeline` does
 */
export function recordPipeline(options: PipelineOptions, recordingOptions: RecordingOptions = {}): { readonly pipeline: Pipeline; readonly recording: Recording } {
  const { prefetch } = options;
  const recording = new Recording({ ...(prefetch !== undefined && { prefetch }), ...recordingOptions });
  const pipeline = createPipeline({
    ...options,
    onQuarantine: (picture) => {
      recording.quarantine(picture);
      options.onQuarantine?.(picture);
    },
  });
  return { pipeline: { ...pipeline, from: (start, end) => recordBatches(pipeline.from(start, end), recording) }, recording };
}
