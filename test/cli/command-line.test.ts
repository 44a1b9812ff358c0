import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.js';
import { formatTuned } from '../../src/cli/tune/file.js';
import { resolveOptions } from '../../src/training/index.js';
import { writeRun } from '../report/write-run.js';
import { here } from './here.js';
import { whisker } from './whisker.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Expects no line of a stack trace. */
const expectNoStack = (text: string): void => expect(text).not.toMatch(/^\s+at .*:\d+/m);

describe('help', () => {
  it('lists every command', async () => {
    const { code, out, err } = await here(['--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const { name, summary } of commands) {
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
      expect(out.replaceAll(/\s+/g, ' ')).toContain(summary);
    }
  });

  it('of a command shows its options with limits and defaults, and loads no TensorFlow, decoder or dashboard for it', async () => {
    const probe = join(folder, 'loaded.cjs');
    await writeFile(probe, "process.on('exit', () => process.stderr.write(Object.keys(require.cache).join('\\n')));");
    const { code, out, err: loaded } = await whisker(['train', '--help'], { env: { NODE_OPTIONS: `--require ${probe}` } });
    expect(code).toBe(0);
    expect(loaded).toContain('commander');
    expect(loaded).not.toMatch(/node_modules\/(?:@tensorflow|sharp|@koromix|piscina|react|rxjs)|\/vendor\//);
    const words = out.replaceAll(/\s+/g, ' ');
    expect(words).toContain('--size <number> edge in pixels that pictures are resized to (8 to 1024; default: 224)');
    expect(words).toContain('--model <choice> the classifier (resnet18, convnet, efficientnet-lite0; default: resnet18)');
    expect(words).toContain('--sgan.epochs 3');
    expect(out).not.toMatch(/^\s+--sgan\./m);
  });

  it('is printed when there is no command', async () => {
    const { code, out, err } = await here([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: whisker');
  });

  it('is what `whisker help` prints, of the command that it names', async () => {
    for (const { name } of commands) expect(await here(['help', name])).toEqual(await here([name, '--help']));
    expect(await here(['help'])).toEqual(await here(['--help']));
    expect((await here(['help', 'train'])).out).toContain('--sgan.epochs 3');
  });

  it('names what a text is', async () => {
    const { out } = await here(['train', '--help']);
    for (const flags of ['--split <file>', '--out <folder>', '--resume <run>', '--data <data>', '--preset <name>', '--freeze <list>', '--policies <text>', '--engine <choice>', '--size <number>']) expect(out).toContain(`  ${flags} `);
  });
});

describe('a wrong command ends with 2 and a sentence, and touches nothing', () => {
  const cases: [words: string, sentence: string][] = [
    ['trian data', 'There is no command trian. Did you mean train? `whisker --help` lists them all.'],
    ['xyzzyq', 'There is no command xyzzyq. `whisker --help` lists them all.'],
    ['help trian', 'There is no command trian. Did you mean train? `whisker --help` lists them all.'],
    ['help xyzzyq', 'There is no command xyzzyq. `whisker --help` lists them all.'],
    ['help train split', "Too many arguments for 'help'. Expected 1 argument but got 2. See `whisker help --help`."],
    ['completion bash --json', 'There is no option --json of `whisker completion`.'],
    ['--verson', 'There is no option --verson. Did you mean --version? `whisker --help` lists them all.'],
    ['train data --epocs 3', 'There is no option --epocs of `whisker train`. Did you mean --epochs? `whisker train --help` lists them all.'],
    ['train data --epocs=3', 'There is no option --epocs of `whisker train`. Did you mean --epochs?'],
    ['compare data --sgn.epochs 3', 'There is no option --sgn.epochs of `whisker compare`. Did you mean --sgan.epochs?'],
    ['report', 'missing argument: RUN (the folder of a run); see `whisker report --help`.'],
    ['report a b', "Too many arguments for 'report'. Expected 1 argument but got 2. See `whisker report --help`."],
    ['report a --out x', 'There is no option --out of `whisker report`.'],
    ['report . --csv --json', '--csv prints a table and nothing else; it cannot be combined with --json.'],
    ['report . --csv --data x', '--csv prints a table and nothing else; it cannot be combined with --data.'],
    ['split data --labels', 'The option --labels <number> needs a value; see `whisker split --help`.'],
    ['split data --labels many', '--labels is many, but it must be a whole number from 1 to 1000000.'],
    ['split data --labels 0', '--labels is 0, but it must be a whole number from 1 to 1000000.'],
    ['split data --seed -1', '--seed is -1, but it must be a whole number from 0 to 4294967295.'],
    ['split data --preset smal', 'There is no preset smal; there are article, quick, finetune, small, tiny. Did you mean small?'],
    ['split data --config none.yaml', 'The options in none.yaml cannot be read: ENOENT'],
    ['synth new --count 1', '--count is 1, but it must be a whole number from 2 to 10000000.'],
    ['split none', 'none'],
    ['report none', 'There is no folder none.'],
    ['report .', '. is not the folder of a run and contains none: there is no events.jsonl.'],
  ];
  it.each(cases)('whisker %s', async (words, sentence) => {
    const place = await mkdtemp(join(folder, 'empty-'));
    const { code, out, err } = await here(words.split(' '), { cwd: place });
    expect(err).toContain(sentence);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expectNoStack(err);
    expect(await readdir(place)).toEqual([]);
  });

  // Each names a path, a command or a value that does not exist.
  const odd = 'no\nsuch\u001B[31m\tname';
  it.each<readonly string[]>([
    [odd], [`--${odd}`], ['train', 'data', `--${odd}`], ['train', odd], ['train', '--resume', odd], ['train', '.', '--preset', odd], ['train', '.', '--config', odd], ['train', '.', '--recipe', odd],
    ['train', '.', '--policies', odd], ['train', '.', '--data', odd], ['compare', odd], ['compare', odd, '--recipes', odd], ['split', odd], ['split', '.', '--labels', odd], ['tune', odd], ['watch', odd], ['replay', odd],
    ['replay', odd, '--speed', odd], ['replay', odd, '--from', odd], ['record', odd, '-o', 'x'], ['record', '--run', odd, '-o', 'x'], ['evaluate', odd], ['evaluate', odd, '--data', odd],
    ['predict', odd, odd], ['predict', odd, `${odd}*`], ['report', odd], ['setup', '--from', odd, '--engine', 'cpu'], ['synth', `/dev/null/${odd}`, '--count', '2'],
  ])('%j escapes what was typed, and breaks no line at it', async (...words) => {
    const place = await mkdtemp(join(folder, 'odd-'));
    const { code, err } = await here(words, { cwd: place, env: { WHISKER_CACHE: place } });
    expect(code).toBeGreaterThan(0);
    expect(err).toContain(String.raw`no\nsuch`);
    // eslint-disable-next-line no-control-regex
    expect(err).toMatch(/^[^\u0000-\u0009\u000b-\u001f]+\n$/);
    expect(err).not.toContain('\nsuch');
  });

  it('in a process of its own too', async () => {
    const { code, out, err } = await whisker(['trian', 'data']);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: 'There is no command trian. Did you mean train? `whisker --help` lists them all.\n' });
  });

  it('is reported on standard error with --json too', async () => {
    const { code, out, err } = await here(['report', join(folder, 'none'), '--json']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^There is no folder .*none\.\n$/);
  });
});

describe('report', () => {
  it('prints the path of the page, as text and as JSON', async () => {
    const run = join(folder, 'a run');
    await writeRun(run, { recipe: 'sgan' });
    const path = join(run, 'report.html');
    expect(await whisker(['report', run])).toEqual({ code: 0, out: `${path}\n`, err: '' });
    const { out } = await here(['report', run, '--json']);
    expect(JSON.parse(out)).toEqual({ path });
  });

  it('prints the results as CSV, and writes no page', async () => {
    const run = join(folder, 'numbers');
    await writeRun(run, { recipe: 'sgan', epochs: 2 });
    const { code, out, err } = await here(['report', run, '--csv']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').map((line) => line.split(',').slice(0, 2))).toEqual([['epoch', 'step'], ['1', '10'], ['2', '20'], ['']]);
    expect(await readdir(run)).not.toContain('report.html');
  });

  it('works from inside the run', async () => {
    const run = join(folder, 'inside');
    await writeRun(run, { recipe: 'sgan', epochs: 2, grids: true });
    expect(await here(['report', '.'], { cwd: run })).toEqual({ code: 0, out: 'report.html\n', err: '' });
    const html = await readFile(join(run, 'report.html'), 'utf8');
    expect(html).toContain('<h1>inside</h1>');
    expect(html.match(/<img src="data:image/g)).toHaveLength(2);
  });

  it('ends with 1 and a sentence when the run cannot be written', async () => {
    const run = join(folder, 'full');
    await writeRun(run, { recipe: 'sgan' });
    // Root may write anywhere, but nobody can write to a folder as to a file.
    await mkdir(join(run, 'report.html'));
    const { code, out, err } = await here(['report', run]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^The report .*full\/report\.html cannot be written: EISDIR.*\.\n$/);
    expect(await readdir(run)).not.toContainEqual(expect.stringMatching(/\.tmp$/));
  });
});

describe('the process', () => {
  it.runIf(process.platform === 'linux')('sets libuv\'s threads before the first one starts', async () => {
    const run = join(folder, 'threads');
    await writeRun(run, { recipe: 'supervised', epochs: 2 });
    const probe = join(folder, 'probe.cjs');
    await writeFile(probe, "process.on('exit', () => process.stderr.write(String(require('node:fs').readdirSync('/proc/self/task').length)));");
    const threads = async (size: string | undefined): Promise<number> =>
      Number((await whisker(['report', run], { env: { NODE_OPTIONS: `--require ${probe}`, UV_THREADPOOL_SIZE: size } })).err);
    const one = await threads('1');
    expect(await threads('9')).toBe(one + 8);
    expect(await threads(undefined)).toBe(one + Math.max(4, 2 * availableParallelism() + 2) - 1);
    // A command that fails because of its data has already set its threads.
    const measured = { setting: { workers: 2, concurrency: 7, prefetch: 4, 'uv-threads': 7 }, rate: 1, waiting: 0, seconds: 1 };
    const diagnosis = { slowest: 'step', sentence: '', help: '' } as const;
    await writeFile(join(folder, 'whisker.tuned.yaml'), formatTuned(join(folder, 'nowhere'), resolveOptions({ preset: 'tiny' }), measured, diagnosis));
    const { err } = await whisker(['train', 'nowhere', '--preset', 'tiny'], { cwd: folder, env: { NODE_OPTIONS: `--require ${probe}`, UV_THREADPOOL_SIZE: undefined } });
    expect(Number(/\d+$/.exec(err)?.[0])).toBe(one + 6);
  });
});

it.skipIf(process.platform !== 'linux')('a command whose result cannot be written fails with 1 and says so once, also one that Ctrl-C could interrupt', async () => {
  await folderOfPictures(join(folder, 'full'));
  const full = await open('/dev/full', 'w');
  try {
    const words = ['split', join(folder, 'full'), '--labels', '4', '--val', '4', '--test', '4', '--out', join(folder, 'full.json'), '--json'];
    for (const typed of [words, ['--help'], ['replay', join(folder, 'played'), '--json', '--speed', 'max']]) {
      if (typed[0] === 'replay') await writeRun(join(folder, 'played'), { recipe: 'sgan' });
      const child = spawn(process.execPath, [fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url)), ...typed], { stdio: ['ignore', full.fd, 'pipe'] });
      const [err, [code]] = await Promise.all([child.stderr === null ? '' : readText(child.stderr), once(child, 'exit')]);
      expect(code, typed[0]).toBe(1);
      expect(err.match(/the disk is full/g), typed[0]).toHaveLength(1);
    }
  } finally {
    await full.close();
  }
});

async function folderOfPictures(root: string): Promise<void> {
  for (const name of ['cat', 'dog']) {
    await mkdir(join(root, name), { recursive: true });
    for (let i = 0; i < 8; i += 1) await writeFile(join(root, name, `${i}.jpg`), '');
  }
}
