import { reasonOf } from '../../config/index.js';
import type { FromHost, HostOptions, Order, Outcome, ToHost } from './messages.js';
import { WorkerPool } from '../pool/pool.js';
import { slipsFor } from './shelved.js';

/** How often it tells that it lives, while it has something to do. */
const BEAT_MS = 1000;

/**
 * The main module of a process that decodes for another one, so that what crashes here ends nothing there. It ends with the
 * other: with the channel between them.
 */
// A thread that hangs in native code would hold up an orderly exit for ever.
const end = (): boolean => process.kill(process.pid, 'SIGKILL');
process.on('disconnect', end);
if (!process.connected) end();
// Ctrl-C reaches all processes of a terminal; what becomes of the work is for the other one to say.
process.on('SIGINT', () => undefined);

const { workers, decodeTimeout, file }: HostOptions = JSON.parse(process.argv[2]);
const pool = new WorkerPool({ workers, decodeTimeout, file: new URL(file) });
const inWork = new Map<number, AbortController>();
let outcomes: Outcome[] = [];
let closing = false;

// Whoever is not there any more need not be told.
const tell = (message: FromHost): unknown => process.send?.(message, undefined, undefined, () => undefined);

process.on('message', (message: ToHost) => {
  if (message.kind === 'decode') decode(message.orders);
  else if (message.kind === 'cancel') for (const ticket of message.tickets) inWork.get(ticket)?.abort();
  else {
    closing = true;
    void pool.close();
  }
});

setInterval(() => {
  if (inWork.size > 0) tell({ kind: 'beat' });
}, BEAT_MS);

function decode(orders: readonly Order[]): void {
  const slips = slipsFor(orders);
  for (const [place, { task, ticket }] of orders.entries()) {
    const stop = new AbortController();
    inWork.set(ticket, stop);
    pool.decode({ ...task, ...slips[place] }, stop.signal).then(
      ({ refused, readMs, decodeMs, systemError = false }) => settle([ticket, readMs, decodeMs, refused, systemError]),
      (error: unknown) => {
        // If it was not taken back, the pool has ended by itself: its threads cannot run.
        if (!closing && !stop.signal.aborted) tell({ kind: 'failed', reason: reasonOf(error) });
        settle([ticket, 0, 0]);
      },
    );
  }
}

/** Answers come many at a time. */
function settle(outcome: Outcome): void {
  inWork.delete(outcome[0]);
  if (outcomes.push(outcome) > 1) return;
  setImmediate(() => {
    tell({ kind: 'answers', outcomes });
    outcomes = [];
  });
}
