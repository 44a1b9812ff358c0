import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errors } from './errors.js';
import type { Machine } from './machine.js';
import { downloadWheels, findPip, type PipDownload } from './pip.js';
import type { SetupReport } from './progress.js';
import { isWheel, normalized, platformTags } from './wheels.js';

/** A place that wheels come from. */
export interface WheelSource {
  /** `pip` or the folder, for people. */
  readonly name: string;
  /** Whether wheels are downloaded, which takes time and disk. */
  readonly downloads: boolean;
  /**
   * Fetches the wheels of `requirements`. Downloads go into `folder`.
   * @returns their paths, in the order of the requirements
   * @throws WorkFailed or WrongCommand with the reason when it cannot
   */
  fetch(download: PipDownload): Promise<string[]>;
}

/** @throws WorkFailed when no pip answers */
export async function pipSource(machine: Pick<Machine, 'env'>, report: SetupReport, signal?: AbortSignal): Promise<WheelSource> {
  const pip = await findPip(machine, signal);
  return {
    name: 'pip',
    downloads: true,
    async fetch(download) {
      await downloadWheels(pip, download, machine, report, signal);
      return findWheels(download.folder, download);
    },
  };
}

/** Returns a source of the wheels in `folder`. It uses no network. */
export function folderSource(folder: string): WheelSource {
  return { name: folder, downloads: false, fetch: (download) => findWheels(folder, download) };
}

async function findWheels(folder: string, { requirements, platformTag }: Pick<PipDownload, 'requirements' | 'platformTag'>): Promise<string[]> {
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

/** Parses `name==1.2`. Drops the range of `name<2,>=1`: pip has already respected it. */
function parsed(requirement: string): { readonly name: string; readonly version?: string } {
  const [, name = requirement, version] = /^([\w.-]+?)(?:==([\w.]+)|[<>=!~].*)?$/.exec(requirement) ?? [];
  return { name: normalized(name), ...(version !== undefined && { version }) };
}
