import { codeOf, reasonOf } from '../../config/index.js';

/**
 * System errors that are this process's, this machine's or its network's trouble and no picture's fault: what fails of them
 * now may be read a moment later. EIO is not among them: a bad sector stays bad, and costs the picture on it and not the run.
 */
const words: Readonly<Record<string, string>> = {
  EMFILE: 'too many files are open in this process; a higher limit (`ulimit -n`) allows more',
  ENFILE: 'too many files are open on this machine',
  ENOMEM: 'there is not enough memory',
  ENOBUFS: 'there is not enough memory',
  ESTALE: 'the file server has forgotten the file',
  ETIMEDOUT: 'the file server does not answer',
  EHOSTDOWN: 'the file server does not answer',
  EHOSTUNREACH: 'the file server does not answer',
  ENETDOWN: 'the file server does not answer',
  ENETUNREACH: 'the file server does not answer',
  ECONNRESET: 'the file server does not answer',
  ECONNABORTED: 'the file server does not answer',
  ENOTCONN: 'the file server does not answer',
  ENOLINK: 'the file server does not answer',
  EAGAIN: 'the system is too busy',
  EBUSY: 'the system is too busy',
  EINTR: 'the system is too busy',
  ENOLCK: 'the system is too busy',
};

/** What is thrown when memory cannot be had: by Buffer, and by V8 for an ArrayBuffer and for a WebAssembly memory. */
const isMemory = (error: unknown): boolean =>
  codeOf(error) === 'ERR_MEMORY_ALLOCATION_FAILED' || (error instanceof RangeError && /allocation failed|Memory\.grow|could not allocate/i.test(error.message));

/** In words, with the system's own, which trouble an error tells of; null when it may be the picture's fault. */
export function systemErrorOf(error: unknown): string | null {
  if (isMemory(error)) return `${words['ENOMEM']} (${reasonOf(error)})`;
  const code = codeOf(error) ?? '';
  return Object.hasOwn(words, code) ? `${words[code]} (${code})` : null;
}
