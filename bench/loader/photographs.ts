import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { benchFolder } from '../places.js';

/** A folder of JPEG photographs. */
export interface Photographs {
  readonly folder: string;
  readonly count: number;
  readonly meanBytes: number;
  /** Where they come from, in words. */
  readonly source: string;
}

export type Kind = 'small' | 'large';

const FROM_PYTHON = 'crops of the photographs that scikit-image and scikit-learn ship';
const SEED = 1;

/**
 * Photographs drawn by `photographs.py`; those that an earlier run drew are taken again.
 * @param python an interpreter that can draw them; null where there is none
 * @returns null where there is none and they were not drawn before
 */
export async function drawnPhotographs(cache: string, kind: Kind, count: number, python: string | null, say: (sentence: string) => void): Promise<Photographs | null> {
  const folder = join(cache, 'photographs', `${kind}-${count}`);
  if (!existsSync(folder)) {
    if (python === null) return null;
    say(`Drawing ${count} ${kind} photographs, once.`);
    const script = join(benchFolder, 'loader', 'python', 'photographs.py');
    await whole(folder, (into) => finished(python, [script, into, '--kind', kind, '--count', String(count), '--seed', String(SEED)]));
  }
  return describe(folder, FROM_PYTHON);
}

/** Photographs as `whisker synth` draws them: no match for real ones, but no Python is needed. */
export async function syntheticPhotographs(cache: string, count: number, say: (sentence: string) => void): Promise<Photographs> {
  const folder = join(cache, 'photographs', `synthetic-${count}`);
  if (!existsSync(folder)) {
    say(`Drawing ${count} synthetic photographs, once.`);
    const whisker = join(benchFolder, '..', 'dist', 'cli', 'main.cjs');
    await whole(folder, (into) => finished(process.execPath, [whisker, 'synth', join(into, 'drawn'), '--count', String(count), '--seed', String(SEED), '--quiet']), 'drawn');
  }
  return describe(folder, 'cats and dogs drawn by `whisker synth`');
}

/** Their paths under the folder, in the order in which every contestant takes them. */
export async function pathsIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.jpg')).toSorted();
}

async function describe(folder: string, source: string): Promise<Photographs> {
  const paths = await pathsIn(folder);
  const sizes = await Promise.all(paths.map(async (path) => (await stat(join(folder, path))).size));
  return { folder, count: paths.length, meanBytes: sizes.reduce((sum, size) => sum + size, 0) / sizes.length, source };
}

/** Fills a folder aside and puts it into place when it is whole, so that what was interrupted is not taken for all. */
async function whole(folder: string, fill: (into: string) => Promise<void>, inside = '.'): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const aside = await mkdtemp(join(dirname(folder), `unfinished-${basename(folder)}-`));
  try {
    await fill(aside);
    await rename(join(aside, inside), folder);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function finished(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const process = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    process.on('error', reject);
    process.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${basename(args[0] ?? command)} ended with code ${code}`))));
  });
}
