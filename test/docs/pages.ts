import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';

/** The checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every page that people read, relative to the checkout. Those in docs/api are generated. */
export const pages: readonly string[] = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md', 'fixtures/**/*.md', '.github/**/*.md'], { cwd: root, dot: true, ignore: ['docs/api/**'] }).sort();

export const textOf = (page: string): string => readFileSync(new URL(page, `file://${root}`), 'utf8');

/** A fenced block of code. */
export interface Block {
  readonly page: string;
  /** Line of the page on which the code begins, from 1. */
  readonly line: number;
  /** The word after the fence; empty where there is none. */
  readonly language: string;
  readonly text: string;
}

export function blocksOf(page: string): readonly Block[] {
  const text = textOf(page);
  return [...text.matchAll(/^( *)```([^\n]*)\n(.*?)^\1```$/gms)].map(({ 1: indent = '', 2: language = '', 3: code = '', index }) => ({
    page,
    line: text.slice(0, index).split('\n').length + 1,
    language,
    text: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

export const blocks: readonly Block[] = pages.flatMap(blocksOf);

/** Returns the page without its blocks of code. Lines stay where they are. */
export const proseOf = (page: string): string => textOf(page).replaceAll(/^( *)```[^\n]*\n.*?^\1```$/gms, (block) => block.replaceAll(/[^\n]/g, ''));

export const placeOf = ({ page, line }: Pick<Block, 'page' | 'line'>): string => `${page}:${line}`;
