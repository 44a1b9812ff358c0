import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { commands } from '../../src/cli/commands.js';
import { presetNames } from '../../src/config/index.js';
import { recipeTables } from '../../src/training/recipes/tables.js';
import { here } from './here.js';

const recipes = Object.keys(recipeTables().tables);
let folder: string;
/** A folder with a dataset, two runs and a few files. */
let place: string;
const script = (shell: string): string => join(folder, shell);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'whisker-completion-'));
  place = join(folder, 'place');
  for (const name of ['runs/first', 'runs/second', 'my photos/cat', 'other']) mkdirSync(join(place, name), { recursive: true });
  for (const name of ['runs/first/events.jsonl', 'runs/second/events.jsonl', 'split.json', 'net.safetensors']) writeFileSync(join(place, name), '');
  for (const shell of ['bash', 'zsh', 'fish']) writeFileSync(script(shell), (await here(['completion', shell])).out);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Skips a test of a shell that is not installed. */
function requireShell(shell: string, { skip }: TestContext): void {
  skip(spawnSync(shell, ['-c', 'exit']).status !== 0, `${shell} is not installed`);
}

/** Lines that are completed at their ends, and what is offered. */
const OFFERS: readonly [line: string, offered: readonly string[]][] = [
  ['whisker tra', ['train']],
  ['whisker help tra', ['train']],
  ['whisker completion ', ['bash', 'fish', 'zsh']],
  ['whisker train --recipe ', recipes.toSorted()],
  ['whisker train d --preset ', presetNames.toSorted()],
  ['whisker train --model r', ['resnet18']],
  ['whisker train --workers ', []],
  ['whisker train --concurrency a', ['auto']],
  ['whisker compare --recipes sgan,fi', ['sgan,fixmatch']],
  ['whisker train --split s', ['split.json']],
  ['whisker train --weights n', ['net.safetensors', 'none']],
  ['whisker synth o', ['other']],
  ['whisker evaluate ru', ['runs/first', 'runs/second']],
  ['whisker train --resume runs/f', ['runs/first']],
  ['whisker predict runs/f', ['runs/first']],
  ['whisker predict runs/first s', ['split.json']],
  ['whisker doctor ', []],
  ['whisker evaluate train --recip', []],
];

describe('bash', () => {
  /** Calls the function that bash calls, with the words as bash has split them. */
  function offers(lines: readonly string[]): string[][] {
    const calls = lines.map((line) => {
      const words = line.replaceAll('=', ' = ').split(' ');
      return `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _whisker; printf '%s\\n' "\${COMPREPLY[@]}"; echo -- end`;
    });
    const out = execFileSync('bash', ['--norc', '-uc', [`source '${script('bash')}'`, ...calls].join('\n')], { cwd: place, encoding: 'utf8' });
    return out.split('-- end\n').slice(0, -1).map((text) => text.split('\n').filter((name) => name !== ''));
  }

  it('offers commands, options, values and paths', (context) => {
    requireShell('bash', context);
    const found = offers(OFFERS.map(([line]) => line)).map((names) => names.toSorted());
    expect(OFFERS.map(([line], index) => [line, found[index]])).toEqual(OFFERS);
  });

  it('offers the same for --option=value', (context) => {
    requireShell('bash', context);
    expect(offers(['whisker train --recipe=', 'whisker train --recipe=prob', 'whisker record --run=ru'])).toEqual([recipes, ['probe'], ['runs/first', 'runs/second']]);
  });

  it('offers the options of each command that its help lists', async (context) => {
    requireShell('bash', context);
    const found = offers(['whisker -', ...commands.map(({ name }) => `whisker ${name} -`)]);
    for (const [index, name] of ['', ...commands.map(({ name }) => name)].entries()) {
      const { out } = await here(name === '' ? ['--help'] : [name, '--help']);
      const listed = [...out.matchAll(/^ {2}(?:(-\w), )?(--[\w-]+)/gm)].flatMap(([, short, long]) => [...(short === undefined ? [] : [short]), long]);
      expect(found[index], name).toEqual(listed);
    }
  });

  it('completes what a person types, also a path with a blank and one in the home folder', async (context) => {
    requireShell('bash', context);
    const pty = typist('bash', ['--norc', '--noprofile', '-i']);
    pty.type(`source '${script('bash')}'; bind 'set bell-style none'; ${PRINT}\r`);
    await pty.runs('whisker trai\tmy\t --reci\tpro\t --size=6 --cache=di\t', ['train', 'my photos/', '--recipe', 'probe', '--size=6', '--cache=disk']);
    await pty.runs('whisker train ~/my\t', ['train', `${place}/my photos/`]);
    await pty.runs('whisker train --out oth\t --split spl\t', ['train', '--out', 'other/', '--split', 'split.json']);
    await pty.runs('whisker predict ru\tf\t my\t spl\t', ['predict', 'runs/first/', 'my photos/', 'split.json']);
  });
});

it('zsh completes what a person types', async (context) => {
  requireShell('zsh', context);
  const pty = typist('zsh', ['-f', '-i']);
  pty.type(`unsetopt beep; autoload -U compinit; compinit -u -D; source '${script('zsh')}'; ${PRINT}\r`);
  await pty.runs('whisker trai\tmy\t --reci\tpro\t --size=6 --cache di\t', ['train', 'my photos', '--recipe=probe', '--size=6', '--cache', 'disk']);
  await pty.runs('whisker predict ru\tf\t spl\t', ['predict', 'runs/first', 'split.json']);
  await pty.runs('whisker compare --recipes sgan,supe\t --out oth\t', ['compare', '--recipes', 'sgan,supervised', '--out', 'other']);
  await pty.runs('whisker train --weights no\t --config spl\t', ['train', '--weights', 'none', '--config', 'split.json']);
  await pty.runs('whisker compl\tfi\t', ['completion', 'fish']);
});

it('fish offers commands, options, values and paths, with their help', (context) => {
  requireShell('fish', context);
  const call = (line: string): string[] =>
    execFileSync('fish', ['--no-config', '-c', `source '${script('fish')}'; complete -C '${line}'`], { cwd: place, encoding: 'utf8' }).split('\n').filter((text) => text !== '');
  const found = OFFERS.map(([line]) => call(line).map((text) => text.replace(/\t.*$/, '').replace(/\/$/, '')).toSorted());
  expect(OFFERS.map(([line], index) => [line, found[index]])).toEqual(OFFERS);
  expect(call('whisker train --recip')).toEqual(['--recipe\twhat a step does']);
  expect(call('whisker rep').map((text) => text.split('\t')[0])).toEqual(['replay', 'report']);
});

it('of another shell ends with 2 and the shells that there are', async () => {
  expect(await here(['completion', 'fisch'])).toEqual({ code: 2, out: '', err: 'There is no completion for fisch, only for bash, zsh, fish. Did you mean fish?\n' });
  expect(await here(['completion'])).toEqual({ code: 2, out: '', err: 'missing argument: SHELL (bash, zsh or fish); see `whisker completion --help`.\n' });
});

/** A command that prints its arguments, in place of whisker. */
const PRINT = `whisker() { printf '<%s>' "$@"; }; echo ready''now`;

/** A shell on a terminal, and a person who types into it. */
function typist(file: string, args: readonly string[]) {
  const pty = spawn(file, [...args], { name: 'xterm', cols: 200, rows: 60, cwd: place, env: { ...process.env, TERM: 'xterm', HOME: place, PS1: '> ' } });
  onTestFinished(() => pty.kill());
  let written = '';
  pty.onData((data) => (written += data));
  const shown = (text: string): Promise<void> => expect.poll(() => written, { timeout: 30_000 }).toContain(text);
  return {
    type: (keys: string) => pty.write(keys),
    /** Types a line, and expects the arguments with which it runs. */
    async runs(keys: string, expected: readonly string[]): Promise<void> {
      await shown('readynow');
      written = 'readynow';
      pty.write(`${keys}\r`);
      await shown(expected.map((text) => `<${text}>`).join(''));
    },
  };
}
