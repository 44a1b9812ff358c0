/**
 * What somebody who watches a run may wish of it. The run takes it up between two steps and tells what became of it as an
 * event; the watcher learns of it there and nowhere else.
 */
export type RunWish =
  /** More concurrency, or fewer: twice as many or half. `concurrency auto` then leaves them alone. */
  | { readonly type: 'concurrency'; readonly change: 'more' | 'fewer' }
  /** A checkpoint now. */
  | { readonly type: 'checkpoint' }
  /** Stand still after this step, keeping everything; and go on. */
  | { readonly type: 'pause' }
  | { readonly type: 'go-on' }
  /** End after this step, with a checkpoint: as Ctrl-C does. */
  | { readonly type: 'quit' };
