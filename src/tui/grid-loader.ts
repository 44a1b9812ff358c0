import type { GridFile } from './model/index.js';
import type { Grid } from './panels/pictures.js';
import type { DashboardOptions } from './types.js';

/** Keeps the grid that is shown decoded in memory. */
export class GridLoader {
  #requested = '';
  #grid: Grid | null = null;

  /** @param onLoaded called when another grid is there */
  constructor(private readonly read: NonNullable<DashboardOptions['readGrid']>, private readonly onLoaded: () => void) {}

  /** The grid that was read last; null before the first. */
  get grid(): Grid | null {
    return this.#grid;
  }

  /** Starts to read a grid, unless that was requested before. The last one stays until it is there. @param folder the run's */
  follow(file: GridFile, folder: string): void {
    const request = `${folder}\n${file.path}`;
    if (request === this.#requested) return;
    this.#requested = request;
    void this.#load(file, folder, request);
  }

  async #load(file: GridFile, folder: string, request: string): Promise<void> {
    const picture = await this.read(file.path, folder);
    // Meanwhile a newer one may have been requested.
    if (picture === null || request !== this.#requested) return;
    this.#grid = { ...file, picture };
    this.onLoaded();
  }
}
