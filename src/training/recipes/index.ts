import { fixmatch } from './fixmatch.js';
import { probe } from './probe.js';
import type { Recipe } from './recipe.js';
import { rotationFixmatch } from './rotation-fixmatch.js';
import { sgan } from './sgan.js';
import { sganFixmatch } from './sgan-fixmatch.js';
import { supervised } from './supervised.js';
import type { tables } from './tables.js';

/** The recipes of the command line, in the order of its help. A new one is one file, its options in `tables.ts`, and one line here. */
export const recipes: Readonly<Record<string, Recipe>> =
  { supervised, sgan, fixmatch, 'sgan-fixmatch': sganFixmatch, 'rotation-fixmatch': rotationFixmatch, probe } satisfies Record<keyof typeof tables, unknown>;
