import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { relative, resolve, sep } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { fingerprint } from '../fingerprint.js';
import { FAULTS, type Faults } from './faults.js';

// Loaded before whisker (`node --import`), in each of its threads. It makes the folder of the pictures a slow and failing disk.

/** Errors of a disk, a file server or a busy machine, which pass. */
const PASSING = ['EIO', 'EIO', 'ESTALE', 'ETIMEDOUT', 'EAGAIN', 'EMFILE', 'ENOMEM', 'EINTR'] as const;
const CALLS = ['open', 'fstat', 'read'] as const;
type Fault = { readonly code: string; readonly call: (typeof CALLS)[number] };

const faults = JSON.parse(process.env[FAULTS] ?? '') as Faults;
const { openSync, fstatSync, readSync, closeSync, stat, writeSync } = fs;
const trace = openSync(faults.trace, 'a');
const attempts = new Map<string, number>();
/** The picture and the fault of each open descriptor that was not read from yet. */
const open = new Map<number, { readonly path: string; readonly fault: Fault | null }>();

/** Returns a number from 0 to below 1 that depends on these words and the seed alone. */
const draw = (...words: readonly (string | number)[]): number => Number.parseInt(fingerprint(Buffer.from([faults.seed, ...words].join(' '))).slice(0, 8), 16) / 2 ** 32;

function faultOf(path: string): Fault | null {
  const attempt = attempts.get(path) ?? 0;
  attempts.set(path, attempt + 1);
  if (faults.gone.includes(path)) return attempt < faults.goneTimes ? { code: 'ENOENT', call: 'open' } : null;
  if (faults.bad.includes(path)) return { code: 'EIO', call: 'read' };
  if (attempt % 3 === 2 || draw(path, attempt, 'fails') >= faults.share) return null;
  return { code: PASSING[Math.floor(draw(path, attempt, 'code') * PASSING.length)], call: CALLS[Math.floor(draw(path, attempt, 'call') * CALLS.length)] };
}

/** Waits, and throws where the fault is of this call. */
function meet(path: string, fault: Fault | null, call: Fault['call']): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, draw(path, attempts.get(path) ?? 0, call, 'slow') * faults.slowMs);
  if (fault?.call !== call) return;
  writeSync(trace, `${fault.code} ${path}\n`);
  throw Object.assign(new Error(`${fault.code}: made by the soak, ${call} '${path}'`), { code: fault.code, syscall: call });
}

function picture(path: fs.PathLike): string | null {
  const from = relative(faults.data, resolve(String(path))).split(sep).join('/');
  return from.startsWith('..') ? null : from;
}

// The main thread only lists the pictures, which is slow. Pictures are read in the workers.
const reads = {
  openSync(...words: Parameters<typeof openSync>): number {
    const path = picture(words[0]);
    if (path === null) return openSync(...words);
    const fault = faultOf(path);
    meet(path, fault, 'open');
    try {
      const descriptor = openSync(...words);
      open.set(descriptor, { path, fault });
      return descriptor;
    } catch (error) {
      // The folder was taken away.
      writeSync(trace, `ENOENT ${path}\n`);
      throw error;
    }
  },
  fstatSync(descriptor: number) {
    const found = open.get(descriptor);
    if (found !== undefined) meet(found.path, found.fault, 'fstat');
    return fstatSync(descriptor);
  },
  /** The first call reads half of what it is asked for, as a file server may. */
  readSync(descriptor: number, buffer: NodeJS.ArrayBufferView, offset: number, length: number, position: fs.ReadPosition | null): number {
    const found = open.get(descriptor);
    if (found === undefined) return readSync(descriptor, buffer, offset, length, position);
    open.delete(descriptor);
    meet(found.path, found.fault, 'read');
    return readSync(descriptor, buffer, offset, Math.ceil(length / 2), position);
  },
  closeSync(descriptor: number): void {
    open.delete(descriptor);
    closeSync(descriptor);
  },
};
Object.assign(fs, isMainThread ? { stat: (...words: Parameters<typeof stat>) => void setTimeout(() => stat(...words), draw(String(words[0])) * faults.slowMs) } : reads);
syncBuiltinESMExports();
