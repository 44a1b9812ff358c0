import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errors } from '../engine/errors.js';
import type { Machine } from './machine.js';
import { downloadWheels, findPip, type PipDownload } from './pip.js';
import type { SetupReport } from './report.js';
import { isWheel, normalised, platformTags } from './wheels.js';

/** Where wheels come from. */
export interface WheelSource {
  /** `pip`, or the folder: for people. */
  readonly name: string;
  /** Whether wheels are downloaded, so that time and disk are needed for them. */
  readonly downloads: boolean;
  /**
   * Fetches the wheels of `requirements`; those that have to be kept for the moment are put into `folder`.
   * @returns their paths, in the order asked
   * @throws WorkFailed or WrongCommand that says why it cannot
   */
  fetch(wanted: PipDownload): Promise<string[]>;
}

/** @throws WorkFailed when no pip answers */
export async function pipSource(machine: Pick<Machine, 'env'>, report: SetupReport, signal?: AbortSignal): Promise<WheelSource> {
  const pip = await findPip(machine, signal);
  return {
    name: 'pip',
    downloads: true,
    async fetch(wanted) {
      await downloadWheels(pip, wanted, machine, report, signal);
      return lookup(wanted.folder, wanted);
    },
  };
}

/** Wheels that somebody has put into `folder`; no network is used. */
export function folderSource(folder: string): WheelSource {
  return { name: folder, downloads: false, fetch: (wanted) => lookup(folder, wanted) };
}

async function lookup(folder: string, { requirements, platformTag }: Pick<PipDownload, 'requirements' | 'platformTag'>): Promise<string[]> {
  const files = await readdir(folder).catch(() => {
    throw errors.noSuchFolder(folder);
  });
  const tags = platformTags(platformTag);
  const found = requirements.map((requirement) => {
    const fits = files.filter((file) => isWheel(file, parsed(requirement), tags));
    return fits.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  });
  const missing = requirements.filter((_, i) => found[i] === undefined);
  if (missing.length > 0) throw errors.wheelMissing(folder, missing, platformTag);
  return found.flatMap((file) => (file === undefined ? [] : [join(folder, file)]));
}

/** `name==1.2` with its version; of `name<2,>=1` the name alone: whoever fetched the wheel has kept to the range. */
function parsed(requirement: string): { readonly name: string; readonly version?: string } {
  const [, name = requirement, version] = /^([\w.-]+?)(?:==([\w.]+)|[<>=!~].*)?$/.exec(requirement) ?? [];
  return { name: normalised(name), ...(version !== undefined && { version }) };
}
