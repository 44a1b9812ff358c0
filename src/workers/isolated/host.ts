import { reasonOf } from '../../config/index.js';
import { Pool } from '../pool/pool.js';
import { ThreadExecutor } from '../pool/thread-executor.js';
import type { DecodeTask } from '../types.js';
import type { FromHost, HostOptions, HostTask, Outcome, ToHost } from './messages.js';

/** Milliseconds between two messages that the host is alive, while it has something to do. */
const ALIVE_MS = 1000;
/** The host's workers write to the shared buffer, and not to a target. */
const NO_TARGET = { target: new SharedArrayBuffer(0), offsets: [] } satisfies Partial<DecodeTask>;

// Main module of a process that decodes for another process, its parent, so that a crash ends nothing there.

// It ends with the parent, which closes the channel. A thread that hangs in native code would block an orderly exit.
const end = (): boolean => process.kill(process.pid, 'SIGKILL');
process.on('disconnect', end);
if (!process.connected) end();
// Ctrl-C reaches all processes of a terminal. The parent decides what to do.
process.on('SIGINT', () => undefined);

const { workers, decodeTimeout, file }: HostOptions = JSON.parse(process.argv[2]);
const pool = new Pool(workers, (events) => new ThreadExecutor({ workers, decodeTimeout, file: new URL(file) }, events));
const running = new Map<number, AbortController>();
let outcomes: Outcome[] = [];
let closing = false;

// A message that does not reach the parent does not matter: the parent is gone.
const send = (message: FromHost): unknown => process.send?.(message, undefined, undefined, () => undefined);

process.on('message', (message: ToHost) => {
  if (message.kind === 'decode') for (const task of message.tasks) decode(task);
  else if (message.kind === 'cancel') for (const id of message.ids) running.get(id)?.abort();
  else if (message.kind === 'workers') pool.setWorkers(message.count);
  else {
    closing = true;
    void pool.close();
  }
});

setInterval(() => {
  if (running.size > 0) send({ kind: 'alive' });
}, ALIVE_MS);

function decode(task: HostTask): void {
  const { id } = task.slot;
  const stop = new AbortController();
  running.set(id, stop);
  pool.decode({ ...task, ...NO_TARGET }, stop.signal).then(
    ({ refused, readMs, decodeMs, systemError = false }) => report([id, readMs, decodeMs, refused, systemError]),
    (error: unknown) => {
      // The pool ended by itself: its threads cannot run.
      if (!closing && !stop.signal.aborted) send({ kind: 'failed', reason: reasonOf(error) });
      report([id, 0, 0]);
    },
  );
}

/** Sends outcomes at the end of the turn, because they come several at a time. */
function report(outcome: Outcome): void {
  running.delete(outcome[0]);
  if (outcomes.push(outcome) > 1) return;
  setImmediate(() => {
    send({ kind: 'answers', outcomes });
    outcomes = [];
  });
}
