import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { groups, shared, type Group, type GroupKey } from './packages.js';

const run = promisify(execFile);
const MAX_OUTPUT = 64 * 2 ** 20;

/** A virtual environment with the groups that could be installed. */
export interface Peers {
  /** Path of the interpreter. */
  readonly python: string;
  /** Why a group could not be installed, by group. */
  readonly missing: Readonly<Partial<Record<GroupKey, string>>>;
}

/**
 * Makes the virtual environment `python` in `folder` if it is missing, and installs missing packages with pip.
 * @param say gets sentences for people
 * @returns null if no Python can make one; `say` gets the reason
 */
export async function preparePeers(folder: string, keys: readonly GroupKey[], say: (sentence: string) => void): Promise<Peers | null> {
  const home = join(folder, 'python');
  const python = process.platform === 'win32' ? join(home, 'Scripts', 'python.exe') : join(home, 'bin', 'python');
  const problem = existsSync(python) ? null : await makeEnvironment(home);
  if (problem !== null) {
    say(`No peers: ${problem}. Python 3.11 or newer with its venv module is needed for them.`);
    return null;
  }
  const constraints = join(folder, 'constraints.txt');
  await writeFile(constraints, `${shared.join('\n')}\n`);
  const missing: Partial<Record<GroupKey, string>> = {};
  for (const key of keys) {
    const reason = await install(python, groups[key], constraints, say);
    if (reason === null) continue;
    missing[key] = reason;
    say(`${groups[key].name} could not be installed: ${reason}`);
  }
  return { python, missing };
}

/** @returns null, or the reason for failure */
async function makeEnvironment(home: string): Promise<string | null> {
  let reason = '';
  for (const python of ['python3', 'python']) {
    try {
      await mkdir(home, { recursive: true });
      await run(python, ['-m', 'venv', home]);
      return null;
    } catch (error) {
      await rm(home, { recursive: true, force: true });
      reason ||= `${python}: ${errorLine(error)}`;
    }
  }
  return reason;
}

/** @returns null if the group is installed, or the reason for failure */
async function install(python: string, group: Group, constraints: string, say: (sentence: string) => void): Promise<string | null> {
  for (const packages of group.choices) if (await has(python, packages)) return null;
  let reason = '';
  for (const packages of group.choices) {
    say(`Installing ${packages.join(', ')} for the bench. This happens once and takes minutes.`);
    try {
      await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-c', constraints, ...packages], { maxBuffer: MAX_OUTPUT });
      return null;
    } catch (error) {
      reason ||= errorLine(error);
    }
  }
  return reason;
}

const ASK = `
import importlib.metadata, sys
for pin in sys.argv[1:]:
    name, version = pin.split('==')
    assert importlib.metadata.version(name) == version
`;

/** Returns whether the environment has exactly these versions. */
async function has(python: string, packages: readonly string[]): Promise<boolean> {
  try {
    await run(python, ['-c', ASK, ...packages]);
    return true;
  } catch {
    return false;
  }
}

/** Returns the line in which a program that failed says why. */
export function errorLine(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : '';
  const lines = stderr.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const named = lines.findLast((line) => line.startsWith('ERROR: '));
  return named?.slice('ERROR: '.length) ?? lines.at(-1) ?? (error instanceof Error ? error.message : String(error));
}
