/**
 * A command to a run in progress, from whoever watches it. The run takes it up between two steps and answers with an event;
 * there is no other answer.
 */
export type RunCommand =
  /** Doubles or halves the concurrency. Autotuning stops. */
  | { readonly type: 'concurrency'; readonly change: 'increase' | 'decrease' }
  /** Adds or takes away a buffer of a batch. */
  | { readonly type: 'prefetch'; readonly change: 'increase' | 'decrease' }
  /** Adds or takes away a decode worker. */
  | { readonly type: 'workers'; readonly change: 'increase' | 'decrease' }
  /** Lets the run find the concurrency again. */
  | { readonly type: 'autotune' }
  /** Saves a checkpoint. */
  | { readonly type: 'checkpoint' }
  /** Stops after this step and keeps everything in memory. */
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  /** Ends after this step with a checkpoint, as Ctrl-C does. */
  | { readonly type: 'quit' };
