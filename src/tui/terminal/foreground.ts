import { readFileSync } from 'node:fs';

/** Returns whether this process may write to its terminal (fields 5 and 8 of `/proc/self/stat`, proc(5)). True where the system does not say. */
export function isInForeground(): boolean {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[5] === '-1' || fields[2] === fields[5];
  } catch {
    return true;
  }
}
