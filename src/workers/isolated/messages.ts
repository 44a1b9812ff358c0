import type { PictureTask } from '../decode/decode-task.js';
import type { DecodeTask } from '../types.js';
import type { Slot } from './shared-buffer.js';

/** Options of the host process, passed as JSON in its only argument. */
export interface HostOptions {
  readonly workers: number;
  readonly decodeTimeout: number;
  /** URL of the module that its threads run. */
  readonly file: string;
}

/** A picture that the host is to decode, and where in the shared buffer its views go, one after the other. */
export interface HostTask extends PictureTask, Pick<DecodeTask, 'views' | 'size'> {
  readonly slot: Slot;
}

/** To the host. `cancel` gives up tasks. `workers` changes the number of its threads. `close` hands back all tasks that no worker has begun. */
export type ToHost =
  | { readonly kind: 'decode'; readonly tasks: readonly HostTask[] }
  | { readonly kind: 'cancel'; readonly ids: readonly number[] }
  | { readonly kind: 'workers'; readonly count: number }
  | { readonly kind: 'close' };

/** Answer to the task with this id. `refused` is undefined when the task was handed back or cancelled. */
export type Outcome = readonly [id: number, readMs: number, decodeMs: number, refused?: string | null, systemError?: boolean];

/** From the host. `alive` says that it is alive, though it has no answer. `failed` says that its threads cannot run. */
export type FromHost =
  | { readonly kind: 'answers'; readonly outcomes: readonly Outcome[] }
  | { readonly kind: 'alive' }
  | { readonly kind: 'failed'; readonly reason: string };
