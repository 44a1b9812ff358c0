import type { Model } from './model/index.js';
import type { Grid } from './panels/pictures.js';
import type { DashboardOptions } from './types.js';

/** Keeps the newest grid of generated pictures that is shown in memory, decoded. */
export class GridLoader {
  #wanted = '';
  #grid: Grid | null = null;

  /** @param onLoaded told when there is another one */
  constructor(private readonly read: NonNullable<DashboardOptions['readGrid']>, private readonly onLoaded: () => void) {}

  get grid(): Grid | null {
    return this.#grid;
  }

  /** Begins to read the grid that the model names, if it is another one than before; the old one stays until then. */
  follow({ grid, run }: Model): void {
    if (grid === null) return;
    const folder = run?.run ?? '';
    const wanted = `${folder}\n${grid.path}`;
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    void this.#load(grid, folder);
  }

  async #load({ epoch, path }: NonNullable<Model['grid']>, folder: string): Promise<void> {
    const wanted = this.#wanted;
    const picture = await this.read(path, folder);
    // A newer one may have been asked for in the meantime.
    if (picture === null || wanted !== this.#wanted) return;
    this.#grid = { epoch, picture };
    this.onLoaded();
  }
}
