import { readdirSync, readFileSync } from 'node:fs';
import { appendFile, copyFile, cp, mkdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanDataset, readSplit } from '../../src/dataset/index.js';
import { writeAtomically } from '../../src/disk/index.js';
import { resumeRun } from '../../src/training/index.js';
import { finish, finishAt, ofType, openWorkshop, tinyData, writePicture } from './pictures.js';

const { engine, pool, runs, prepare } = await openWorkshop();

const words = { recipe: 'supervised', epochs: '6' };
await finishAt(3, (signal) => prepare('interrupted', words, { signal }));

/** A copy of a run that was interrupted after its third step. */
async function interruptedRun(out: string): Promise<string> {
  await cp(join(runs, 'interrupted'), join(runs, out), { recursive: true });
  return join(runs, out);
}

/** Resumes a run, ends it before its first step, and returns what it says. */
async function noticesOf(folder: string, data?: string): Promise<string[]> {
  const stop = new AbortController();
  const run = await resumeRun(folder, { engine, signal: stop.signal, ...(data !== undefined && { data }) });
  stop.abort();
  return ofType(await finish(run), 'log').map(({ message }) => message);
}

describe('resuming', () => {
  it('refuses a folder that is not a run', async () => {
    await mkdir(join(runs, 'nothing'));
    await expect(resumeRun(join(runs, 'nothing'))).rejects.toThrow(/nothing is not the folder of a run: its run\.yaml cannot be read/);
    await writeFile(join(runs, 'nothing/run.yaml'), 'size: 32\n');
    await expect(resumeRun(join(runs, 'nothing'))).rejects.toThrow('the facts under "about" are incomplete');
    const edited = await interruptedRun('edited facts');
    await appendFile(join(edited, 'run.yaml'), '  datum: here\n');
    await expect(resumeRun(edited)).rejects.toThrow('there is no datum under "about"');
    expect(readdirSync(join(runs, 'nothing'))).toEqual(['run.yaml']);
  });

  it('removes the files that a killed process was writing', async () => {
    const folder = await interruptedRun('killed');
    await mkdir(join(folder, 'samples'), { recursive: true });
    await mkdir(join(folder, 'features'));
    const kept = ['report.html.77.tmp', 'samples/mine.tmp'];
    for (const name of ['test.json.77.tmp', 'samples/epoch-0001.png.77.tmp', 'features/labelled.safetensors.77.tmp', ...kept]) await writeFile(join(folder, name), 'cut');
    await finish(await resumeRun(folder, { engine, pool }));
    expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp')).sort()).toEqual(kept);
  });

  it('finds every step of its checkpoint in the log, whenever the process is killed', async () => {
    const steps: number[] = [];
    const run = await prepare('logged', { 'checkpoint-minutes': '0' }, {
      write: async (path, chunks) => {
        if (path.endsWith('last.tmp/state.json')) {
          steps.push(JSON.parse([...chunks].join('')).step);
          const logged = readFileSync(join(runs, 'logged/events.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
          expect(logged.filter(({ type }) => type === 'step').map(({ step }) => step)).toEqual(Array.from({ length: steps.at(-1) ?? 0 }, (_, index) => index + 1));
        }
        await writeAtomically(path, chunks);
      },
    });
    expect(ofType(await finish(run), 'log')).toEqual([]);
    expect(steps).toContain(3);
  });

  it('continues a log that a crash cut off after its last whole line, and names the steps that it lacks', async () => {
    const folder = await interruptedRun('cut');
    const log = join(folder, 'events.jsonl');
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    const whole = lines.findIndex((line) => JSON.parse(line).step === 3);
    await writeFile(log, `${lines.slice(0, whole).join('\n')}\n${lines[whole].slice(0, 20)}`);
    const run = await resumeRun(folder, { engine, pool });
    expect(run.previousEvents?.map(({ seq }) => seq)).toEqual([...Array(whole).keys()]);
    const events = await finish(run);
    expect(events[0].seq).toBe(whole);
    expect(ofType(events, 'log').map(({ message }) => message)).toEqual([`${log} lacks step 3. The checkpoint has them; the run ended before they were logged.`]);
    expect(readFileSync(log, 'utf8').trim().split('\n').map((line) => JSON.parse(line).seq)).toEqual([...Array(whole + events.length).keys()]);
  });

  it('names new and changed pictures, and goes on', async () => {
    const own = await tinyData();
    const run = await prepare('changed', words, { dataset: own.dataset, split: own.split, signal: AbortSignal.abort() });
    await finish(run);
    await appendFile(join(own.folder, 'a/000.png'), 'x');
    await writePicture(join(own.folder, 'b/new.png'), 1, 1);
    expect(await noticesOf(run.folder)).toEqual(expect.arrayContaining([
      expect.stringContaining('1 picture is new since the run began (b/new.png)'), expect.stringContaining('1 picture has changed since the run began (a/000.png)'),
    ]));
  });

  it('finds its data after that, the run or both were moved or copied, and reads the copy', async () => {
    const root = join(runs, 'project');
    const own = await tinyData();
    await cp(own.folder, join(root, 'photos'), { recursive: true });
    const dataset = await scanDataset(join(root, 'photos'));
    const split = { ...own.split, root: dataset.root };
    await finish(await prepare('project/run', words, { dataset, split, signal: AbortSignal.abort() }));
    expect(await noticesOf(join(root, 'run'))).toEqual([]);
    await cp(root, join(runs, 'copy'), { recursive: true });
    expect(await noticesOf(join(runs, 'copy/run'))).toEqual([`The pictures are read from ${join(runs, 'copy/photos')}. The run began with ${join(root, 'photos')}.`]);
    await rename(join(root, 'run'), join(runs, 'moved-run'));
    expect(await noticesOf(join(runs, 'moved-run'))).toEqual([]);
    await rename(join(root, 'photos'), join(root, 'pictures'));
    await expect(resumeRun(join(runs, 'moved-run'))).rejects.toThrow(`are no longer in ${join(root, 'photos')}. Say where they are now: --data DIR.`);
    expect(await noticesOf(join(runs, 'moved-run'), join(root, 'pictures'))).toHaveLength(1);
    expect(await noticesOf(join(runs, 'moved-run'))).toEqual([]);
    expect(await readSplit(join(runs, 'moved-run/split.json'))).toMatchObject({ root: join(root, 'pictures') });
  });

  it('goes on without missing unlabelled pictures, and refuses to without others', async () => {
    const own = await tinyData();
    const folder = join(runs, 'gone');
    await finishAt(1, (signal) => prepare('gone', { epochs: '1', batch: '16' }, { dataset: own.dataset, split: own.split, signal }));
    const { labelled: [labelled], val: [val], test: [test], unlabelled } = own.split;
    const gone = unlabelled.slice(0, 2);
    for (const path of gone) await rm(join(own.folder, path));
    for (const [part, { path }] of Object.entries({ labelled, val, test })) {
      await rename(join(own.folder, path), join(runs, 'away.png'));
      await expect(resumeRun(folder)).rejects.toThrow(`are not those that the run began with: 2 unlabelled are gone (${gone.join(', ')}), 1 ${part} are gone (${path}). Bring them back, say where they are with --data`);
      await rename(join(runs, 'away.png'), join(own.folder, path));
    }
    const events = await finish(await resumeRun(folder, { engine, pool }));
    expect(ofType(events, 'log').map(({ message }) => message)).toEqual([`2 of the 32 unlabelled pictures are missing since the run began (${gone.join(', ')}). The run goes on with others in their places.`]);
    expect(ofType(events, 'quarantine').map(({ path }) => path).sort()).toEqual([...gone].sort());
    expect(events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'done' });
  });

  it('does the same with a manifest', async () => {
    const own = await tinyData();
    const data = join(own.folder, 'all.csv');
    await writeFile(data, `path,class\n${own.dataset.samples.map(({ path, class: index }) => `${path},${own.dataset.classes[index ?? 0]}\n`).join('')}`);
    const dataset = await scanDataset(data);
    const run = await prepare('manifest', words, { dataset, data, split: own.split, signal: AbortSignal.abort() });
    await finish(run);
    await rm(join(own.folder, own.split.unlabelled[0]));
    const stop = new AbortController();
    const resumed = await resumeRun(run.folder, { engine, signal: stop.signal });
    stop.abort();
    expect(ofType(await finish(resumed), 'log').map(({ message }) => message)).toEqual([expect.stringContaining('1 of the 32 unlabelled pictures is missing')]);
    await rm(join(own.folder, own.split.test[0].path));
    await expect(resumeRun(run.folder)).rejects.toThrow(`1 test are gone (${own.split.test[0].path})`);
  });

  it('refuses a split that was edited', async () => {
    const folder = await interruptedRun('edited');
    const path = join(folder, 'split.json');
    await writeFile(path, readFileSync(path, 'utf8').replace('"class": "a"', '"class": "b"'));
    await expect(resumeRun(folder)).rejects.toThrow('has other samples than its run began with');
  });

  it('refuses a checkpoint that is cut off or mixed', async () => {
    const folder = await interruptedRun('mixed');
    const last = join(folder, 'checkpoints/last');
    await finish(await prepare('other', { ...words, epochs: '1' }));
    await copyFile(join(runs, 'other/checkpoints/last/classifier.safetensors'), join(last, 'classifier.safetensors'));
    const resumed = async () => finish(await resumeRun(folder, { engine, pool }));
    await expect(resumed()).rejects.toThrow(/is not whole: its files are of different steps/);
    await truncate(join(last, 'classifier.safetensors'), 500);
    await expect(resumed()).rejects.toThrow(/classifier\.safetensors cannot be read as safetensors/);
    await rm(join(last, 'optimizer.safetensors'));
    await truncate(join(last, 'state.json'), 10);
    await expect(resumed()).rejects.toThrow(/The checkpoint in .* cannot be read/);
  });
});
