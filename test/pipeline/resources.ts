import { readdirSync, readlinkSync } from 'node:fs';

/** The files below `folder` that this process has open. */
export const openFilesIn = (folder: string): string[] =>
  readdirSync('/proc/self/fd').flatMap((descriptor) => targetOf(descriptor)).filter((path) => path.startsWith(folder));

/** What keeps this process alive; the test's own time limit comes and goes as a Timeout. */
export const resources = (): string[] => process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').sort();

function targetOf(descriptor: string): string[] {
  try {
    return [readlinkSync(`/proc/self/fd/${descriptor}`)];
  } catch {
    return [];
  }
}
