import type { Model } from './model/index.js';
import type { Grid } from './panels/pictures.js';
import type { DashboardOptions } from './types.js';

/** Keeps the newest grid of generated pictures decoded in memory. */
export class GridLoader {
  #requested = '';
  #grid: Grid | null = null;

  /** @param onLoaded called when another grid is there */
  constructor(private readonly read: NonNullable<DashboardOptions['readGrid']>, private readonly onLoaded: () => void) {}

  /** The grid that was read last; null before the first. */
  get grid(): Grid | null {
    return this.#grid;
  }

  /** Starts to read the grid of the model, unless that was requested before. The last one stays until it is there. */
  follow({ grid, run }: Model): void {
    if (grid === null) return;
    const folder = run?.run ?? '';
    const request = `${folder}\n${grid.path}`;
    if (request === this.#requested) return;
    this.#requested = request;
    void this.#load(grid, folder, request);
  }

  async #load({ epoch, path }: NonNullable<Model['grid']>, folder: string, request: string): Promise<void> {
    const picture = await this.read(path, folder);
    // Meanwhile a newer one may have been requested.
    if (picture === null || request !== this.#requested) return;
    this.#grid = { epoch, picture };
    this.onLoaded();
  }
}
