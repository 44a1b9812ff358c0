import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(root, 'docs/testing.md'), 'utf8');

it('the test in docs/testing.md runs unchanged, in milliseconds', async () => {
  const [program = ''] = [...page.matchAll(/```js\n(.*?)```/gs)].map(([, text]) => text);
  const folder = mkdtempSync(join(tmpdir(), 'whisker-docs-'));
  try {
    // As if whisker were installed.
    mkdirSync(join(folder, 'node_modules'));
    for (const name of ['rxjs', 'vitest', 'vite']) symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
    symlinkSync(root, join(folder, 'node_modules', 'whisker'));
    writeFileSync(join(folder, 'late.test.js'), program);
    writeFileSync(join(folder, 'wrong.test.js'), program.replace('[7, 14]', '[7]'));
    const run = async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, '--reporter', 'json'], { timeout: 110_000 }).catch((error: unknown) => error as { stdout: string });
      const { testResults } = JSON.parse(stdout.slice(stdout.indexOf('{')));
      return ['late', 'wrong'].map((name) => testResults.find((file: { readonly name: string }) => file.name.endsWith(`${name}.test.js`)).assertionResults[0]);
    };
    const [passed, failed] = await run();
    expect(passed).toMatchObject({ status: 'passed', title: 'finds the batches that a slow disk delayed' });
    // The recording takes 2.2 s in real time.
    expect(passed.duration).toBeLessThan(2191);
    expect(failed).toMatchObject({ status: 'failed' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('docs/testing.md names every function of whisker-ml/testing', async () => {
  const door = await import('../../src/api/testing.js');
  for (const name of Object.keys(door).filter((one) => !['Recording', 'StreamDiffers', 'WhiskerError', 'WorkFailed', 'WrongCommand'].includes(one))) expect(page, name).toContain(name);
});
