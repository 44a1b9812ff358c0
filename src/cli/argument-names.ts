import type { Named } from '../config/index.js';
import { shells } from './completion/shells.js';

/** What an argument of a command is, by its name. */
export interface ArgumentName {
  /** For a sentence about the missing argument. */
  readonly means: string;
  /** What a shell completes; `command` for the name of a command. */
  readonly names: Named | 'command';
  /** Words that a shell completes. */
  readonly words?: readonly string[];
}

/** Every argument of the commands. */
export const argumentNames: Readonly<Record<string, ArgumentName>> = {
  data: { means: 'a folder of pictures or a manifest', names: 'data' },
  run: { means: 'the folder of a run', names: 'run' },
  picture: { means: 'files, folders or globs', names: 'file' },
  dir: { means: 'the folder to write', names: 'folder' },
  command: { means: 'the name of a command', names: 'command' },
  shell: { means: 'bash, zsh or fish', names: 'name', words: shells },
};
