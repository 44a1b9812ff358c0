import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writePictures } from '../training/pictures.js';
import { endedLater, endSessions, expectRestored, whiskerOn } from './session.js';

/** The dashboard of a process that trains, on a real pseudo-terminal. */

let folder: string;
const SIZE = { columns: 80, rows: 24 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-tui-'));
  await writePictures(join(folder, 'pictures'), 20);
});
afterEach(endSessions);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a run of this process', () => {
  const train = (out: string) => endedLater(whiskerOn(
    `train pictures --preset tiny --labels 6 --val 8 --test 8 --batch 8 --width 4 --generator-width 4 --noise 6 --sgan.epochs 500 --workers 2 --seed 3 --out ${out}`.split(' '),
    { columns: 100, rows: 30, cwd: folder },
  ));

  it('ends with a checkpoint after q and y, and its end stays on the terminal', async () => {
    const session = train('quit');
    await session.sees(/step \d+/);
    await session.sees('images/s');
    await session.sees(/memory \d+/);
    await session.sees(/CPU \d+ %/);
    session.type('4');
    await session.sees('autotuning on');
    await session.sees('2 workers');
    session.type('(');
    await session.sees('1 worker ');
    session.type('}');
    await session.sees('/4 filled');
    session.type(']');
    await session.sees('autotuning off: a starts it');
    session.type('a');
    await session.sees('autotuning on');
    session.type('4q');
    await session.sees('End the run after this step, with a checkpoint?');
    session.type('n');
    await session.sees('q quit');
    session.type(' ');
    await session.sees('paused');
    session.type(' ');
    await session.sees('training');
    session.type('qy');
    expect(await session.ended).toMatchObject({ exitCode: 130 });
    expectRestored(session);
    expect(session.screen.text).toMatch(/Interrupted: saving and ending.*\n[^]*interrupted in .*the checkpoint is written[^]*next +whisker train --resume quit/);
  });

  it('ends with a checkpoint at SIGTERM', async () => {
    const session = train('term');
    await session.sees('images/s');
    session.kill('SIGTERM');
    expect(await session.ended).toMatchObject({ exitCode: 130 });
    expectRestored(session);
    expect(session.screen.text).toContain('the checkpoint is written');
  });

  it('in a comparison shows its panels and the results so far, and q and y end all runs', async () => {
    const session = endedLater(whiskerOn(
      'compare pictures --recipes supervised,sgan --splits 1 --preset tiny --labels 6 --val 8 --test 8 --batch 8 --width 4 --generator-width 4 --noise 6 --supervised.epochs 2 --sgan.epochs 500 --workers 1 --seed 3 --out compared'.split(' '),
      { ...SIZE, cwd: folder },
    ));
    await session.sees(/run 2 of 2 · test so far: supervised \d+\.\d\d %/);
    await session.sees(/images\/s/);
    for (const panel of ['1 losses', '2 accuracy', '3 throughput', '4 pipeline', '5 messages']) await session.sees(panel);
    await session.sees(/sgan · .* ● training/);
    session.type('q');
    await session.sees('End the run after this step, with a checkpoint?');
    session.type('y');
    expect(await session.ended).toMatchObject({ exitCode: 130 });
    expectRestored(session);
    expect(session.screen.text).toMatch(/supervised-3 +test [^]*sgan-3 +interrupted: [^]*interrupted; the same command with --out compared continues it/);
  });
});
