import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { codeOf, reasonOf } from '../config/index.js';
import { errors } from '../engine/errors.js';
import { meter, type SetupReport } from './report.js';

/** Where in the target a file of the wheel goes; undefined for those that are not wanted. */
export type Choose = (name: string) => string | undefined;

export interface UnpackOptions {
  /** What is unpacked, for people. */
  readonly title: string;
  readonly report: SetupReport;
  readonly signal?: AbortSignal | undefined;
  /** Whether each file is synced, so that it is whole after a power cut too. @default false */
  readonly durable?: boolean;
}

/** Executable by its owner, in the mode that a zip made on Unix keeps in the upper half of the external attributes. */
const EXECUTABLE = 0o100;

/**
 * Writes the chosen files of a wheel (a zip archive) into `target`, one after the other and streamed.
 * @returns the names that were written, relative to `target`
 * @throws WorkFailed when the wheel is cut short or damaged; the system's error when the disk is full
 */
export async function unpackWheel(path: string, target: string, choose: Choose, options: UnpackOptions): Promise<string[]> {
  const { title, report, signal, durable = false } = options;
  return withWheel(path, async (zip) => {
    const wanted: { entry: Entry; to: string }[] = [];
    for await (const entry of zip.eachEntry()) {
      const to = entry.fileName.endsWith('/') ? undefined : choose(entry.fileName);
      if (to !== undefined) wanted.push({ entry, to });
    }
    const tell = meter(report, `unpacking ${title}`, wanted.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0));
    let done = 0;
    for (const { entry, to } of wanted) {
      const file = join(target, to);
      await mkdir(dirname(file), { recursive: true });
      const executable = ((entry.externalFileAttributes >>> 16) & EXECUTABLE) !== 0;
      const source = await zip.openReadStreamPromise(entry);
      source.on('data', (chunk: Buffer) => tell((done += chunk.length)));
      await pipeline(source, createWriteStream(file, { mode: executable ? 0o755 : 0o644, flush: durable }), { signal });
    }
    return wanted.map(({ to }) => to);
  });
}

/** The text of the wheel's METADATA (the core metadata specification of Python packages). */
export async function readMetadata(path: string): Promise<string> {
  return withWheel(path, async (zip) => {
    let found: Entry | undefined;
    for await (const entry of zip.eachEntry()) if (/^[^/]+\.dist-info\/METADATA$/.test(entry.fileName)) found = entry;
    if (found === undefined) throw errors.notInWheel(basename(path), 'METADATA');
    return text(await zip.openReadStreamPromise(found));
  });
}

/** The requirements that an extra adds, as pip takes them: `nvidia-cublas-cu12<13.0,>=12.5.3.2`. */
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
    // zlib's and yauzl's own complaints are about the archive; those of the system (ENOSPC, EACCES) are about the disk.
    const code = codeOf(error);
    const ofArchive = error instanceof Error && (code === undefined || code.startsWith('Z_')) && error.name === 'Error';
    throw ofArchive ? errors.wheelUnreadable(basename(path), reasonOf(error)) : error;
  }
}
