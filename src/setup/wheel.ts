import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { codeOf, reasonOf } from '../config/index.js';
import { errors } from './errors.js';
import { byteProgress, type SetupReport } from './progress.js';

/** Returns the place of a wheel's file inside the target; undefined for a file to leave out. */
export type PlaceOf = (name: string) => string | undefined;

export interface UnpackOptions {
  /** Its name in progress lines. */
  readonly title: string;
  readonly report: SetupReport;
  readonly signal?: AbortSignal | undefined;
  /** Syncs each file, so that it survives a power cut. @default false */
  readonly durable?: boolean;
}

/** Owner's execute permission. A zip made on Unix stores the mode in the upper half of the external attributes. */
const EXECUTABLE = 0o100;

/**
 * Unpacks files of a wheel (a zip archive) into `target`, one after the other, streamed.
 * @returns the paths of the files, relative to `target`
 * @throws WorkFailed when the wheel is cut short or damaged; the system's error when the disk is full
 */
export async function unpackWheel(path: string, target: string, placeOf: PlaceOf, options: UnpackOptions): Promise<string[]> {
  const { title, report, signal, durable = false } = options;
  return withWheel(path, async (zip) => {
    const files: { entry: Entry; to: string }[] = [];
    for await (const entry of zip.eachEntry()) {
      const to = entry.fileName.endsWith('/') ? undefined : placeOf(entry.fileName);
      if (to !== undefined) files.push({ entry, to });
    }
    const showBytes = byteProgress(report, `unpacking ${title}`, files.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0));
    let done = 0;
    for (const { entry, to } of files) {
      const file = join(target, to);
      await mkdir(dirname(file), { recursive: true });
      const executable = ((entry.externalFileAttributes >>> 16) & EXECUTABLE) !== 0;
      const source = await zip.openReadStreamPromise(entry);
      source.on('data', (chunk: Buffer) => showBytes((done += chunk.length)));
      await pipeline(source, createWriteStream(file, { mode: executable ? 0o755 : 0o644, flush: durable }), { signal });
    }
    return files.map(({ to }) => to);
  });
}

/** Returns the text of the wheel's METADATA (Python's core metadata specification). */
export async function readMetadata(path: string): Promise<string> {
  return withWheel(path, async (zip) => {
    let found: Entry | undefined;
    for await (const entry of zip.eachEntry()) if (/^[^/]+\.dist-info\/METADATA$/.test(entry.fileName)) found = entry;
    if (found === undefined) throw errors.notInWheel(basename(path), 'METADATA');
    return text(await zip.openReadStreamPromise(found));
  });
}

/** Returns the requirements that an extra adds, in pip's syntax: `nvidia-cublas-cu12<13.0,>=12.5.3.2`. */
export function requirementsOf(metadata: string, extra: string): string[] {
  const pattern = /^Requires-Dist:\s*([^;]+);\s*extra == ["']([^"']+)["']\s*$/;
  return metadata.split(/\r?\n/).flatMap((line) => {
    const [, requirement, of] = pattern.exec(line) ?? [];
    return requirement !== undefined && of === extra ? [requirement.replaceAll(' ', '')] : [];
  });
}

async function withWheel<Result>(path: string, work: (zip: ZipFile) => Promise<Result>): Promise<Result> {
  try {
    const zip = await openPromise(path, { autoClose: false });
    try {
      return await work(zip);
    } finally {
      zip.close();
    }
  } catch (error) {
    // Errors of zlib and yauzl concern the archive. Those of the system (ENOSPC, EACCES) concern the disk.
    const code = codeOf(error);
    const ofArchive = error instanceof Error && (code === undefined || code.startsWith('Z_')) && error.name === 'Error';
    throw ofArchive ? errors.wheelUnreadable(basename(path), reasonOf(error)) : error;
  }
}
