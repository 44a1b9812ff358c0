import { copyFileSync, linkSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSIONS, type PictureSet } from './picture-set.js';
import type { Random } from './random.js';
import { History } from './history.js';

/** Ways to make a picture unusable. */
const DAMAGE = ['vanish', 'cut', 'empty', 'damage', 'damage', 'vanish', 'folder', 'dangling link', 'named pipe'] as const;
/** Changes of a good picture that keep it good. */
const CHANGE = ['replace', 'touch'] as const;
/** Share of pictures that are bad at a time, about. */
const BAD_SHARE = 0.12;

/** The files of the pictures, which change all the time. Changes happen on the main thread and are recorded at once. */
export class PictureFiles {
  readonly history: History;
  /** Number of changes, by kind. */
  readonly changes: Record<string, number> = {};
  #files = 0;

  /** Creates the files. Some are bad from the start. */
  constructor(readonly pictures: PictureSet, random: Random) {
    this.history = new History(pictures.samples.length);
    for (let picture = 0; picture < pictures.samples.length; picture++) {
      this.#put(picture, 0);
      if (random.chance(BAD_SHARE)) this.#damage(picture, random.pick(DAMAGE), random);
    }
    this.history.forget(this.history.now);
  }

  /** Changes one picture at random. */
  changeOne(random: Random): void {
    const { history } = this;
    const picture = random.integer(0, this.pictures.samples.length - 1);
    const { bad } = history;
    const share = bad.length / this.pictures.samples.length;
    if (random.chance(0.3) && history.content(picture) !== null) this.#alter(picture, random.pick(CHANGE));
    else if (random.chance(share / (2 * BAD_SHARE))) this.#count('return', () => this.#put(random.pick(bad), random.pick(VERSIONS)));
    else this.#damage(picture, random.pick(DAMAGE), random);
  }

  /** Makes every picture good again. */
  repairAll(): void {
    for (const picture of this.history.bad) this.#count('return', () => this.#put(picture, 0));
  }

  #alter(picture: number, change: (typeof CHANGE)[number]): void {
    this.#count(change, () => {
      if (change === 'replace') this.#put(picture, this.history.content(picture) === 0 ? 1 : 0);
      else utimesSync(this.#path(picture), new Date(), new Date());
    });
  }

  #damage(picture: number, damage: (typeof DAMAGE)[number], random: Random): void {
    const { pictures } = this;
    const path = this.#path(picture);
    const temporary = this.#temporaryPath();
    this.#count(damage, () => {
      if (damage === 'cut') {
        if (this.history.content(picture) === null) return;
        const { size } = statSync(path);
        truncateSync(path, random.integer(Math.floor(size * 0.1), Math.floor(size * 0.9)));
      } else if (damage === 'vanish') rmSync(path, { recursive: true, force: true });
      else {
        if (damage === 'folder') mkdirSync(temporary);
        else if (damage === 'dangling link') symlinkSync(join(pictures.root, 'nowhere'), temporary);
        else if (damage === 'named pipe') linkSync(pictures.pipe, temporary);
        else if (damage === 'empty') writeFileSync(temporary, '');
        else copyFileSync(random.pick(pictures.badFiles), temporary);
        this.#replace(temporary, path);
      }
      this.history.record(picture, null);
    });
  }

  #put(picture: number, version: number): void {
    const temporary = this.#temporaryPath();
    copyFileSync(this.pictures.versionOf(picture, version), temporary);
    this.#replace(temporary, this.#path(picture));
    this.history.record(picture, version);
  }

  /** Replaces a file in one step, so that nobody reads half of it. A folder must be removed first. */
  #replace(temporary: string, path: string): void {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    const becomesFolder = statSync(temporary, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (isFolder || becomesFolder) rmSync(path, { recursive: true, force: true });
    renameSync(temporary, path);
    // Renaming a file to another name of the same file does nothing.
    rmSync(temporary, { recursive: true, force: true });
  }

  #count(change: string, act: () => void): void {
    this.changes[change] = (this.changes[change] ?? 0) + 1;
    act();
  }

  #temporaryPath(): string {
    return join(this.pictures.root, `.temporary-${++this.#files}`);
  }

  #path(picture: number): string {
    return join(this.pictures.root, this.pictures.samples[picture].path);
  }
}
