import { copyFileSync, linkSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSIONS, type Album } from './album.js';
import type { Chance } from './chance.js';
import { History } from './history.js';

/** The ways of a picture's file to be of no use. */
const HARM = ['vanish', 'cut', 'empty', 'rot', 'rot', 'vanish', 'folder', 'dangling link', 'named pipe'] as const;
/** What may be done to a whole one that leaves it whole. */
const CHANGE = ['replace', 'touch'] as const;
/** About as many are bad at a time. */
const BAD_SHARE = 0.12;

/** The pictures' files, to which things happen. All of it is done on the main thread, and noted in the history at once. */
export class World {
  readonly history: History;
  /** How often what was done. */
  readonly deeds: Record<string, number> = {};
  #files = 0;

  /** Puts the pictures there, but for some that are bad from the start. */
  constructor(readonly album: Album, chance: Chance) {
    this.history = new History(album.samples.length);
    for (let picture = 0; picture < album.samples.length; picture++) {
      this.#put(picture, 0);
      if (chance.often(BAD_SHARE)) this.#harm(picture, chance.pick(HARM), chance);
    }
    this.history.forget(this.history.now);
  }

  /** Does something to one picture. */
  change(chance: Chance): void {
    const { history } = this;
    const picture = chance.whole(0, this.album.samples.length - 1);
    const { bad } = history;
    const share = bad.length / this.album.samples.length;
    if (chance.often(0.3) && history.content(picture) !== null) this.#alter(picture, chance.pick(CHANGE));
    else if (chance.often(share / (2 * BAD_SHARE))) this.#count('return', () => this.#put(chance.pick(bad), chance.pick(VERSIONS)));
    else this.#harm(picture, chance.pick(HARM), chance);
  }

  /** Everything is whole again. */
  mend(): void {
    for (const picture of this.history.bad) this.#count('return', () => this.#put(picture, 0));
  }

  #alter(picture: number, change: (typeof CHANGE)[number]): void {
    this.#count(change, () => {
      if (change === 'replace') this.#put(picture, this.history.content(picture) === 0 ? 1 : 0);
      else utimesSync(this.#path(picture), new Date(), new Date());
    });
  }

  #harm(picture: number, harm: (typeof HARM)[number], chance: Chance): void {
    const { album } = this;
    const path = this.#path(picture);
    const aside = this.#aside();
    this.#count(harm, () => {
      if (harm === 'cut') {
        if (this.history.content(picture) === null) return;
        const { size } = statSync(path);
        truncateSync(path, chance.whole(Math.floor(size * 0.1), Math.floor(size * 0.9)));
      } else if (harm === 'vanish') rmSync(path, { recursive: true, force: true });
      else {
        if (harm === 'folder') mkdirSync(aside);
        else if (harm === 'dangling link') symlinkSync(join(album.root, 'nowhere'), aside);
        else if (harm === 'named pipe') linkSync(album.pipe, aside);
        else if (harm === 'empty') writeFileSync(aside, '');
        else copyFileSync(chance.pick(album.rotten), aside);
        this.#putThere(aside, path);
      }
      this.history.note(picture, null);
    });
  }

  #put(picture: number, version: number): void {
    const aside = this.#aside();
    copyFileSync(this.album.versionOf(picture, version), aside);
    this.#putThere(aside, this.#path(picture));
    this.history.note(picture, version);
  }

  /** In one step, so that nobody ever reads half of it; but a folder must go first. */
  #putThere(aside: string, path: string): void {
    const inTheWay = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    const folder = statSync(aside, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (inTheWay || folder) rmSync(path, { recursive: true, force: true });
    renameSync(aside, path);
    // To rename one name of a file to another name of the same file does nothing.
    rmSync(aside, { recursive: true, force: true });
  }

  #count(deed: string, act: () => void): void {
    this.deeds[deed] = (this.deeds[deed] ?? 0) + 1;
    act();
  }

  #aside(): string {
    return join(this.album.root, `.aside-${++this.#files}`);
  }

  #path(picture: number): string {
    return join(this.album.root, this.album.samples[picture].path);
  }
}
