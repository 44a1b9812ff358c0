import { codeOf, reasonOf } from '../../config/index.js';

const BUSY_SERVER = 'the file server does not answer';
const BUSY_SYSTEM = 'the system is too busy';
const NO_MEMORY = 'there is not enough memory';

/**
 * System errors of this process, this machine or its network, and not of a picture. What fails with them may be readable a moment
 * later. EIO is not among them: it is tried again for a moment, but a bad sector stays bad, and costs its picture and not the run.
 */
const sentences: Readonly<Record<string, string>> = {
  EMFILE: 'too many files are open in this process; a higher limit (`ulimit -n`) allows more',
  ENFILE: 'too many files are open on this machine',
  ENOMEM: NO_MEMORY,
  ENOBUFS: NO_MEMORY,
  ESTALE: 'the file server has forgotten the file',
  ETIMEDOUT: BUSY_SERVER,
  EHOSTDOWN: BUSY_SERVER,
  EHOSTUNREACH: BUSY_SERVER,
  ENETDOWN: BUSY_SERVER,
  ENETUNREACH: BUSY_SERVER,
  ECONNRESET: BUSY_SERVER,
  ECONNABORTED: BUSY_SERVER,
  ENOTCONN: BUSY_SERVER,
  ENOLINK: BUSY_SERVER,
  EAGAIN: BUSY_SYSTEM,
  EBUSY: BUSY_SYSTEM,
  EINTR: BUSY_SYSTEM,
  ENOLCK: BUSY_SYSTEM,
};

/** Whether memory could not be allocated: for a Buffer, or in V8 for an ArrayBuffer or a WebAssembly memory. */
const isMemory = (error: unknown): boolean =>
  codeOf(error) === 'ERR_MEMORY_ALLOCATION_FAILED' || (error instanceof RangeError && /allocation failed|Memory\.grow|could not allocate/i.test(error.message));

/** Returns a system error in words, with the system's own. Returns null when the error may be the picture's fault. */
export function systemErrorOf(error: unknown): string | null {
  if (isMemory(error)) return `${NO_MEMORY} (${reasonOf(error)})`;
  const code = codeOf(error) ?? '';
  return Object.hasOwn(sentences, code) ? `${sentences[code]} (${code})` : null;
}
