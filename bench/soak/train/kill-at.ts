import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { momentsOf, ORDER, type Moment, type Order } from './moments.js';

// Loaded before whisker (`node --import`), in each of its threads. It writes down each file operation with the moment of the run that it
// belongs to, and kills the process at one of them. So a kill is repeatable, and can hit the middle of a write.

const order = JSON.parse(process.env[ORDER] ?? '') as Order;
const momentOf = momentsOf(order, isMainThread);
const trace = fs.openSync(order.trace, 'a');
const counts = new Map<Moment, number>();

type Call = (...words: readonly unknown[]) => unknown;
const { open } = fs.promises;
const { openSync, stat, writeSync } = fs;

/** Writes an operation down. Returns how the process dies at it, or undefined where it goes on. */
function at(operation: string, path: unknown): 'before' | 'halfway' | 'after' | undefined {
  const moment = momentOf(String(path));
  if (moment === null) return undefined;
  const count = (counts.get(moment) ?? 0) + 1;
  counts.set(moment, count);
  writeSync(trace, `${JSON.stringify([moment, operation, String(path), Math.round(process.uptime() * 1000)])}\n`);
  return order.kill?.moment === moment && order.kill.number === count ? order.kill.how : undefined;
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Returns an asynchronous operation that is counted. @param halfway does a part of it */
const counted = (operation: string, path: unknown, call: Call, halfway?: Call): Call => async (...words) => {
  const how = at(operation, path);
  if (how === 'halfway') halfway?.(...words);
  if (how === 'before' || how === 'halfway') die();
  const result = await call(...words);
  if (how === 'after') die();
  return result;
};

const byPath = (operation: 'mkdir' | 'rm' | 'rename' | 'readdir' | 'appendFile' | 'truncate'): Record<string, Call> => {
  const call = fs.promises[operation] as Call;
  return { [operation]: (...words: readonly unknown[]) => counted(operation, words[0], call)(...words) };
};

Object.assign(fs.promises, byPath('mkdir'), byPath('rm'), byPath('rename'), byPath('readdir'), byPath('appendFile'), byPath('truncate'), {
  async open(path: string, ...words: never[]) {
    const handle = (await counted('open', path, open as Call)(path, ...words)) as fs.promises.FileHandle;
    const half: Call = (content, offset) => {
      const bytes = Buffer.from(content as string).subarray(typeof offset === 'number' ? offset : 0);
      writeSync(handle.fd, bytes.subarray(0, bytes.length / 2));
    };
    for (const operation of ['write', 'writeFile', 'sync', 'truncate'] as const) {
      const call = handle[operation].bind(handle) as Call;
      Object.assign(handle, { [operation]: counted(operation, path, call, operation.startsWith('write') ? half : undefined) });
    }
    return handle;
  },
});
Object.assign(fs, {
  stat(...words: Parameters<typeof stat>) {
    if (at('stat', words[0]) !== undefined) die();
    stat(...words);
  },
  openSync(...words: Parameters<typeof openSync>) {
    const how = at('open', words[0]);
    if (how === 'before') die();
    const descriptor = openSync(...words);
    if (how !== undefined) die();
    return descriptor;
  },
});
syncBuiltinESMExports();
