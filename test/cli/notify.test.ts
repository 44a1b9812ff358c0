import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Subject } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WorkFailed, WrongCommand } from '../../src/config/index.js';
import type { RunOverview, RunStatus } from '../../src/events/index.js';
import type { CommandIo } from '../../src/cli/io.js';
import { describeNotice, notifying, notifyOfEach, ringCodes, sendNotice, type Notice } from '../../src/cli/notify.js';
import { distantLockText } from '../disk/lock-text.js';
import { bodies, stamped, textOf } from '../events/written.js';
import { writeRun } from '../report/write-run.js';
import { writePictures } from '../training/pictures.js';
import { whiskerOn } from '../tui/session.js';
import { here } from './here.js';

let server: Server;
let url: string;
let folder: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const posted: unknown[] = [];
const takeAll = (_: IncomingMessage, response: ServerResponse): void => void response.writeHead(204).end();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-notify-'));
  server = createServer((request, response) => {
    const take = async (): Promise<void> => {
      posted.push({ method: request.method, type: request.headers['content-type'], body: JSON.parse(await text(request)) as unknown });
      answer(request, response);
    };
    void take();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret/path`;
  answer = takeAll;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});
const taken = (): unknown[] => posted.splice(0);

interface Collected {
  readonly io: CommandIo;
  readonly rung: string[];
  readonly errors: () => string;
}
function collected(env: NodeJS.ProcessEnv = { TERM: 'xterm-256color' }, signal = new AbortController().signal): Collected {
  const [out, err, rung] = [new PassThrough(), new PassThrough(), [] as string[]];
  return { io: { out, err, signal, env, ring: (codes) => void rung.push(codes) }, rung, errors: () => String((err.read() as unknown) ?? '') };
}
const done: Notice = { state: 'done', run: 'runs/pets', accuracy: 0.928, valAccuracy: 0.931, seconds: 725 };

describe('a notice', () => {
  it('is a sentence', () => {
    expect(describeNotice(done)).toBe('done: runs/pets, test accuracy 92.80 %, after 12 min 05 s');
    expect(describeNotice({ ...done, state: 'interrupted', accuracy: null })).toBe('interrupted: runs/pets, validation accuracy 93.10 %, after 12 min 05 s');
    expect(describeNotice({ state: 'failed', run: null, accuracy: null, valAccuracy: null, seconds: 3 })).toBe('failed: after 3.00 s');
  });

  it('is a bell, OSC 9 and OSC 777 on a terminal, without codes of a name in it', () => {
    expect(ringCodes('done: a;b\u0007\u001B[31m', { TERM: 'xterm-256color' })).toBe('\u001B]9;whisker done: a;b\\u0007\\u001b[31m\u0007\u001B]777;notify;whisker;done: a,b\\u0007\\u001b[31m\u0007\u0007');
  });

  it.each([{ TERM: 'xterm', TMUX: '/tmp/tmux' }, { TERM: 'xterm', STY: '1.pts' }, { TERM: 'tmux-256color' }, { TERM: 'screen' }, { TERM: 'linux' }, { TERM: 'dumb' }])('is a bell alone with %j', (env) => {
    expect(ringCodes('done', env)).toBe('\u0007');
  });
});

describe('a URL', () => {
  it('gets the result as JSON', async () => {
    expect(await sendNotice(url, done, collected().io)).toBe('');
    expect(taken()).toEqual([{ method: 'POST', type: 'application/json', body: { ...done, text: describeNotice(done) } }]);
  });

  it('that fails is one warning, without the path, which may be a secret', async () => {
    answer = (_, response) => void response.writeHead(500).end('no');
    const { port } = server.address() as AddressInfo;
    expect(await sendNotice(url, done, collected().io)).toBe(`warning: http://127.0.0.1:${port} did not take the notification: it answered 500`);
    answer = takeAll;
    expect(await sendNotice('http://127.0.0.1:1/secret', done, collected().io)).toMatch(/^warning: http:\/\/127\.0\.0\.1:1 did not take the notification: (?!.*secret).+$/);
    expect(await sendNotice('http://user:pass@127.0.0.1:1/secret', done, collected().io)).toMatch(/^warning: http:\/\/127\.0\.0\.1:1 did not(?!.*(?:secret|pass)).+$/);
    taken();
  });

  it('that does not answer is left after five seconds', async () => {
    answer = () => undefined;
    const began = performance.now();
    expect(await sendNotice(url, done, collected().io)).toMatch(/no answer within 5 seconds$/);
    expect(performance.now() - began).toBeLessThan(60_000);
    answer = takeAll;
    taken();
  });
});

describe('work with --notify', () => {
  it('rings at its end, whatever its end is, and keeps its exit code or its error', async () => {
    const { io, rung } = collected({ TERM: 'linux' });
    expect(await notifying('bell', io, false, () => Promise.resolve(0))).toBe(0);
    expect(await notifying('bell', io, false, () => Promise.resolve(130))).toBe(130);
    await expect(notifying('bell', io, false, () => Promise.reject(new WorkFailed('full')))).rejects.toThrow('full');
    expect(rung).toHaveLength(3);
    await expect(notifying('bell', io, false, () => Promise.reject(new WrongCommand('no')))).rejects.toThrow('no');
    expect(await notifying(null, io, false, () => Promise.resolve(0))).toBe(0);
    expect(rung).toHaveLength(3);
  });

  it('posts what is known when it fails, and a warning does not change the exit code', async () => {
    const { io, errors } = collected();
    await expect(notifying(url, io, true, (seen) => {
      seen({ run: 'runs/a', valAccuracy: 0.5 });
      return Promise.reject(new WorkFailed('full'));
    })).rejects.toThrow('full');
    expect(taken()).toMatchObject([{ body: { state: 'failed', run: 'runs/a', accuracy: null, valAccuracy: 0.5, seconds: expect.any(Number) } }]);
    expect(await notifying('http://127.0.0.1:1', io, true, () => Promise.resolve(0))).toBe(0);
    expect(errors()).toMatch(/^warning: http:\/\/127\.0\.0\.1:1 did not take the notification: .+\n$/);
  });

  it('is refused where it is neither bell nor a URL', async () => {
    for (const wrong of ['beep', 'ftp://x/y', 'http://']) {
      expect(await here(['watch', folder, '--notify', wrong])).toMatchObject({ code: 2, err: expect.stringContaining('bell, or a URL that begins with http:// or https://') });
    }
    await writeRun(join(folder, 'list/one'), { recipe: 'sgan', epochs: 1 });
    expect(await here(['watch', 'list', '--notify', 'bell'], { cwd: folder })).toMatchObject({ code: 2, err: expect.stringContaining('--notify waits for the end of runs') });
  });
});

describe('train --notify', () => {
  const SMALL = '--preset tiny --batch 8 --width 4 --workers 1 --seed 3 --labels 6 --val 10 --test 12 --recipe supervised --epochs 2'.split(' ');

  it('posts the result of a run, and nothing of a wrong command', async () => {
    await writePictures(join(folder, 'pictures'), 30);
    const { code, out } = await here(['train', 'pictures', ...SMALL, '--out', 'run', '--json', '--notify', url], { cwd: folder });
    const { test: { accuracy }, best: { val } } = JSON.parse(out) as { readonly test: { readonly accuracy: number }; readonly best: { readonly val: { readonly accuracy: number } } };
    expect(code).toBe(0);
    expect(taken()).toMatchObject([{ body: { state: 'done', run: 'run', accuracy, valAccuracy: val.accuracy } }]);
    expect(await here(['train', '--resume', 'run', '--notify', url], { cwd: folder })).toMatchObject({ code: 2 });
    expect(taken()).toEqual([]);
  });

  it('rings the terminal that the command was started in', async () => {
    await writeRun(join(folder, 'over'), { recipe: 'sgan', epochs: 1 });
    const session = whiskerOn(['watch', 'over', '--no-dashboard', '--notify', 'bell'], { cwd: folder, columns: 80, rows: 24, env: { TMUX: '', STY: '' } });
    expect(await session.ended).toMatchObject({ exitCode: 0 });
    const sentence = 'done: over, test accuracy 90.00 %, after 2.20 s';
    expect(session.written).toContain(`\u001B]9;whisker ${sentence}\u0007\u001B]777;notify;whisker;${sentence}\u0007\u0007`);
  });
});

describe('watch --notify', () => {
  it('posts the end of a run, and the death of one', async () => {
    await writeRun(join(folder, 'done'), { recipe: 'sgan', epochs: 3, accuracy: 0.9 });
    expect(await here(['watch', 'done', '--quiet', '--notify', url], { cwd: folder })).toMatchObject({ code: 0 });
    expect(taken()).toMatchObject([{ body: { state: 'done', run: 'done', accuracy: 0.9, valAccuracy: 0.891, seconds: expect.closeTo(6.6) } }]);
    await mkdir(join(folder, 'dead'));
    await writeFile(join(folder, 'dead/events.jsonl'), textOf(stamped([bodies.start(), bodies.step(1), bodies.epoch(1, true)])));
    expect(await here(['watch', 'dead', '--quiet', '--notify', url], { cwd: folder })).toMatchObject({ code: 3 });
    expect(taken()).toMatchObject([{ body: { state: 'dead', run: 'dead', accuracy: null, valAccuracy: 0.5, text: expect.stringMatching(/^dead: dead, validation accuracy 50\.00 %/) } }]);
  });

  it('of a list posts the end of each run that went on before', async () => {
    const runs = new Subject<readonly RunOverview[]>();
    const warnings = notifyOfEach(runs, url, collected().io);
    const { readOverview } = await import('../../src/events/index.js');
    await mkdir(join(folder, 'on'));
    const path = join(folder, 'on/events.jsonl');
    await writeFile(path, textOf(stamped([bodies.start()])));
    await writeFile(join(folder, 'on/lock'), distantLockText());
    const [over, on] = [await readOverview(join(folder, 'done')), await readOverview(join(folder, 'on'))];
    runs.next([over]);
    const dead: RunStatus = { folder: on.folder, state: 'dead', pid: null, lastEvent: null, resumable: true };
    runs.next([over, { ...on, status: { folder: on.folder, state: 'running' } }]);
    runs.next([over, { ...on, status: dead }]);
    runs.next([over, { ...on, status: dead }]);
    await vi.waitFor(() => expect(posted).toHaveLength(1), { timeout: 30_000 });
    runs.complete();
    expect(await warnings).toEqual([]);
    expect(taken()).toMatchObject([{ body: { state: 'dead', run: join(folder, 'on') } }]);
  });
});
