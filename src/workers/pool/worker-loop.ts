import { performance } from 'node:perf_hooks';
import { parentPort, threadId } from 'node:worker_threads';
import { reasonOf } from '../../config/index.js';
import { Claims } from './task-states.js';
import { taskAt, type Packet } from './task-batch.js';
import { systemErrorOf } from '../decode/system-error.js';
import type { WritePixels } from '../decode/decode-task.js';
import { writeTarget } from '../decode/target.js';
import type { Attempt, DecodeTask } from '../types.js';

/** Decodes a task's picture, and writes its pixels with `write`. */
export type Decode = (task: DecodeTask, write: WritePixels) => Promise<Attempt>;

/** Pictures that a worker has in work at once: while libvips decodes one, on a thread of its own, the worker reads another. */
const STRANDS = 2;
/** Answers lie in shared memory; the main thread is woken to look for them no more often than this, unless they are the last. */
const WAKE_MS = 8;
/** What is done without waiting for anything would otherwise keep libvips' answers and new packets outside. */
const TURN_MS = 8;

interface Open {
  readonly packet: Packet;
  readonly claims: Claims;
  readonly finished: () => void;
  /** All before it have been begun, here or elsewhere, or were taken back. */
  next: number;
  inWork: number;
}

/**
 * The loop of a worker: takes the next task that nobody has begun, of the first packet that has one, until there is none.
 * Every worker has every packet, in the same order: so none is idle while there is a task that none has begun, and a worker
 * that dies takes no more with it than what it has in work.
 * @returns what piscina runs; it settles once the packet has nothing left to begin and nothing in work here
 */
export function workerLoop(decode: Decode, writeTo: (task: DecodeTask, pixels: Uint8Array) => void = writeTarget): (packet: Packet) => Promise<void> {
  const packets: Open[] = [];
  let inWork = 0;
  let alone = false;
  let unread = 0;
  let woken = 0;
  let turned = performance.now();

  const next = (): Open | null => {
    for (const open of packets) {
      for (; open.next < open.claims.count; open.next++) {
        if (!open.claims.isWaiting(open.next)) continue;
        if (open.packet.alone && inWork > 0) return null;
        if (open.claims.begin(open.next, threadId)) return open;
      }
    }
    return null;
  };

  const work = async (open: Open, place: number): Promise<void> => {
    const { claims, packet } = open;
    const task = taskAt(packet, place);
    const answer = decode(task, (pixels) => {
      if (!claims.mayWrite(place, threadId)) return false;
      writeTo(task, pixels);
      return claims.isStillIts(place, threadId);
    });
    claims.answer(place, await answer.catch(broken));
    open.inWork--;
    inWork--;
    alone = false;
    unread++;
    if (performance.now() - turned < TURN_MS) begin();
    else setImmediate(turn);
  };

  const turn = (): void => {
    turned = performance.now();
    begin();
  };

  const begin = (): void => {
    while (inWork < STRANDS && !alone) {
      const open = next();
      if (open === null) break;
      open.inWork++;
      inWork++;
      alone = open.packet.alone;
      void work(open, open.next++);
    }
    tell();
  };

  /** A packet that has ended is told of by piscina; else the main thread is woken. */
  const tell = (): void => {
    const ended = packets.filter((open) => open.next === open.claims.count && open.inWork === 0);
    for (const open of ended) {
      packets.splice(packets.indexOf(open), 1);
      open.finished();
    }
    const now = performance.now();
    const last = inWork < STRANDS && !alone;
    if (ended.length === 0 && (unread === 0 || !(last || now - woken >= WAKE_MS))) return;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is a window's, not a port's
    if (ended.length === 0) parentPort?.postMessage('answers');
    unread = 0;
    woken = now;
  };

  // Comes when this thread ends by itself (exit, an error that nobody caught), and not when it is ended from outside.
  process.on('exit', () => {
    for (const { claims } of packets) claims.leave(threadId);
  });

  return (packet) =>
    new Promise((finished) => {
      packets.push({ packet, claims: new Claims(packet.claims), finished, next: 0, inWork: 0 });
      begin();
    });
}

function broken(error: unknown): Attempt {
  const trouble = systemErrorOf(error);
  return { refused: trouble ?? `decoding it failed (${reasonOf(error)})`, from: 'file', readMs: 0, decodeMs: 0, systemError: trouble !== null };
}
