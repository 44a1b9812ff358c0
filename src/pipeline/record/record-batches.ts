import { Observable } from 'rxjs';
import { createPipeline } from '../create.js';
import type { Batch, BatchStream, Pipeline, PipelineOptions } from '../types.js';
import { reasonOf } from '../../config/index.js';
import { asyncIterable } from '../async-iterable.js';
import { toObservable } from './to-observable.js';
import { Recording, type RecordingOptions } from './recording.js';

/**
 * Passes batches through and records them: what they hold, when they came and when they were released.
 *
 *     source                  --a--b--c|
 *     recordBatches           --a--b--c|       the recording ends: complete
 *
 * @param source an observable, or what `for await` takes; of a stream that is both, the observable
 * @param recording takes one stream: subscribing twice is a WrongCommand
 */
export function recordBatches(source: Observable<Batch> | AsyncIterable<Batch>, recording: Recording): BatchStream {
  return asyncIterable(new Observable<Batch>((subscriber) => {
    recording.begin();
    subscriber.add(() => recording.end('stopped'));
    subscriber.add(
      toObservable(source).subscribe({
        next: (batch) => {
          // A source that sends many in one turn goes on for a while when its subscriber has gone.
          if (!subscriber.closed) subscriber.next(recording.batch(batch));
        },
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
 * A pipeline whose one stream is recorded, with the pictures that were set aside: `createPipeline` with one thing more.
 * @throws WrongCommand as `createPipeline` does
 */
export function recordPipeline(options: PipelineOptions, recordingOptions: RecordingOptions = {}): { readonly pipeline: Pipeline; readonly recording: Recording } {
  const { samples, prefetch } = options;
  const recording = new Recording({ samples, ...(prefetch !== undefined && { prefetch }), ...recordingOptions });
  const pipeline = createPipeline({
    ...options,
    onQuarantine: (picture) => {
      recording.quarantine(picture);
      options.onQuarantine?.(picture);
    },
  });
  return { pipeline: { ...pipeline, from: (start, end) => recordBatches(pipeline.from(start, end), recording) }, recording };
}
