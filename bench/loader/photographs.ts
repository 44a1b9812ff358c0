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
  /** Where they come from, for people. */
  readonly source: string;
}

export type Kind = 'small' | 'large';

const FROM_PYTHON = 'crops of the photographs that scikit-image and scikit-learn ship';
const SEED = 1;

/**
 * Returns photographs made by `photographs.py`, now or in an earlier run.
 * @param python an interpreter that can make them, or null
 * @returns null when they were not made before and there is no such interpreter
 */
export async function croppedPhotographs(cache: string, kind: Kind, count: number, python: string | null, say: (sentence: string) => void): Promise<Photographs | null> {
  const folder = join(cache, 'photographs', `${kind}-${count}`);
  if (!existsSync(folder)) {
    if (python === null) return null;
    say(`Making ${count} ${kind} photographs, once.`);
    const script = join(benchFolder, 'loader', 'python', 'photographs.py');
    await fillFolder(folder, (into) => finished(python, [script, into, '--kind', kind, '--count', String(count), '--seed', String(SEED)]));
  }
  return describe(folder, FROM_PYTHON);
}

/** Returns pictures drawn by `whisker synth`. They are unlike real photographs, but need no Python. */
export async function syntheticPhotographs(cache: string, count: number, say: (sentence: string) => void): Promise<Photographs> {
  const folder = join(cache, 'photographs', `synthetic-${count}`);
  if (!existsSync(folder)) {
    say(`Drawing ${count} synthetic photographs, once.`);
    const whisker = join(benchFolder, '..', 'dist', 'cli', 'main.cjs');
    await fillFolder(folder, (into) => finished(process.execPath, [whisker, 'synth', join(into, 'drawn'), '--count', String(count), '--seed', String(SEED), '--quiet']), 'drawn');
  }
  return describe(folder, 'cats and dogs drawn by `whisker synth`');
}

/** Returns their paths in the folder, in the order that every contestant uses. */
export async function pathsIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.jpg')).toSorted();
}

async function describe(folder: string, source: string): Promise<Photographs> {
  const paths = await pathsIn(folder);
  const sizes = await Promise.all(paths.map(async (path) => (await stat(join(folder, path))).size));
  return { folder, count: paths.length, meanBytes: sizes.reduce((sum, size) => sum + size, 0) / sizes.length, source };
}

/** Fills a temporary folder and renames it when it is complete, so that an interrupted run leaves no incomplete folder. */
async function fillFolder(folder: string, fill: (into: string) => Promise<void>, inside = '.'): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const temporary = await mkdtemp(join(dirname(folder), `unfinished-${basename(folder)}-`));
  try {
    await fill(temporary);
    await rename(join(temporary, inside), folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function finished(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const process = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    process.on('error', reject);
    process.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${basename(args[0] ?? command)} ended with code ${code}`))));
  });
}
