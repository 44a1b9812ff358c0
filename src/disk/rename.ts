import { rename as renameNow } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from '../config/index.js';

/** Errors of a file, or of a file in a folder, that another process has open. On Windows that is enough to refuse a rename. */
const IN_USE: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY']);
const POLL_MS = 50;

export interface RenameOptions {
  readonly platform?: NodeJS.Platform;
  /** How long to try on Windows, ms: virus scanners and indexers look at each new file for a moment. @default 3000 */
  readonly patience?: number;
  /** Renames or fails. @default Node's */
  readonly once?: (from: string, to: string) => Promise<void>;
}

/**
 * Renames a file or a folder. On Windows it tries again for a while where somebody has it open.
 * @throws the system's error
 */
export async function rename(from: string, to: string, { platform = process.platform, patience = 3000, once = renameNow }: RenameOptions = {}): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await once(from, to);
    } catch (error) {
      if (platform !== 'win32' || !IN_USE.has(codeOf(error)) || performance.now() > end) throw error;
      await wait(POLL_MS);
    }
  }
}
