import { readdirSync, readlinkSync } from 'node:fs';

/** Returns the open files of this process below `folder`. */
export const openFilesIn = (folder: string): string[] =>
  readdirSync('/proc/self/fd').flatMap((descriptor) => targetOf(descriptor)).filter((path) => path.startsWith(folder));

/**
 * Returns what keeps this process alive, without the timers of the test's own time limit, and without callbacks of `setImmediate`: the
 * test runner sometimes has some.
 */
export const resources = (): string[] => process.getActiveResourcesInfo().filter((name) => name !== 'Timeout' && name !== 'Immediate').sort();

function targetOf(descriptor: string): string[] {
  try {
    return [readlinkSync(`/proc/self/fd/${descriptor}`)];
  } catch {
    return [];
  }
}
