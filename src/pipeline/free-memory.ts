import { spawnSync } from 'node:child_process';
import { freemem } from 'node:os';

/**
 * Returns the bytes of memory that programs may still take on this machine. Node counts on macOS only what is empty, which is always little:
 * macOS fills memory with files that it has read, and gives that memory back when a program asks for it.
 */
export function freeMemory(platform = process.platform, read = vmStat): number {
  return platform === 'darwin' ? Math.max(freemem(), availableIn(read())) : freemem();
}

/** Returns the bytes that `vm_stat` counts as free, speculative (read ahead) and inactive; 0 where it says something else. */
function availableIn(text: string): number {
  const page = Number(/page size of (\d+) bytes/.exec(text)?.[1] ?? 0);
  const pages = [...text.matchAll(/^Pages (?:free|speculative|inactive):\s+(\d+)\.$/gm)].map(([, count]) => Number(count));
  return page * pages.reduce((sum, count) => sum + count, 0);
}

const vmStat = (): string => spawnSync('/usr/bin/vm_stat', { encoding: 'utf8', timeout: 5000 }).stdout ?? '';
