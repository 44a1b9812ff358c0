import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Readable, Writable } from 'node:stream';

/** The path of a Chromium on this machine, or undefined. */
export const chromiumPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  .flatMap((name) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly request?: { readonly url: string } };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A page in a Chromium without a window, controlled over its DevTools protocol. */
export interface BrowserPage {
  /** Opens a file. @param width pixels */
  open(path: string, width: number, scheme: 'light' | 'dark', media?: 'screen' | 'print'): Promise<void>;
  /** Returns the value of an expression in the page, which must be JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** Moves the pointer. */
  point(x: number, y: number): Promise<void>;
  /** Returns what went wrong since the start: errors and messages on the console, and requests for anything but the file and `data:`. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** Starts a Chromium. @param path of the program */
export async function openBrowser(path: string): Promise<BrowserPage> {
  const profile = await mkdtemp(join(tmpdir(), 'whisker-chromium-'));
  const child = spawn(path, ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', `--user-data-dir=${profile}`], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const faults: string[] = [];
  const send = connect(child, ({ method, params }) => {
    const url = params?.request?.url;
    if (method === 'Network.requestWillBeSent' ? !/^(?:file|data):/.test(url ?? '') : ['Runtime.exceptionThrown', 'Runtime.consoleAPICalled', 'Log.entryAdded'].includes(method ?? '')) faults.push(JSON.stringify(params).slice(0, 500));
  });
  const { targetId } = (await send('Target.createTarget', { url: 'about:blank' })) as { targetId: string };
  const { sessionId } = (await send('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string };
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`, {}, sessionId);
  const evaluate = async (expression: string): Promise<unknown> =>
    ((await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true }, sessionId)) as { result: { value: unknown } }).result.value;
  return {
    faults,
    evaluate,
    async open(file, width, scheme, media = 'screen') {
      await send('Emulation.setEmulatedMedia', { media, features: [{ name: 'prefers-color-scheme', value: scheme }] }, sessionId);
      await send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: width < 500 }, sessionId);
      const { href } = pathToFileURL(file);
      await send('Page.navigate', { url: href }, sessionId);
      while ((await evaluate(`document.readyState === 'complete' && location.href === ${JSON.stringify(href)}`)) !== true) await wait(20);
    },
    async point(x, y) {
      await send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y }, sessionId);
    },
    async close() {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      // It may be gone before it answers.
      await send('Browser.close').catch(() => undefined);
      await exited;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Returns a function that sends a command and resolves with its result. Messages end with a zero byte. */
function connect(child: ChildProcess, onEvent: (message: Message) => void) {
  const [, , , input, output] = child.stdio;
  if (!(input instanceof Writable) || !(output instanceof Readable)) throw new TypeError('no pipes to Chromium');
  const pending = new Map<number, (message: Message) => void>();
  let text = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (text + chunk).split('\0');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      if (message.id === undefined) onEvent(message);
      else pending.get(message.id)?.(message);
    }
  });
  child.once('exit', (code) => {
    for (const settle of pending.values()) settle({ error: { message: `Chromium ended with ${code}` } });
  });
  let last = 0;
  return (method: string, params: object = {}, sessionId?: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      pending.set(id, ({ result, error }) => (error === undefined ? resolve(result) : reject(new Error(`${method}: ${error.message}`))));
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) })}\0`);
    });
}
