// Checks the package as npm would publish it, with publint and attw: `npm run package`. Needs dist/, which `npm run build` writes.
import { execSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'whisker-package-'));
try {
  // Without `prepack`, which would build everything again.
  execSync(`npm pack --ignore-scripts --silent --pack-destination "${folder}"`, { stdio: ['ignore', 'ignore', 'inherit'] });
  const tarball = join(folder, readdirSync(folder)[0]);
  execSync(`publint run --strict --level warning "${tarball}"`, { stdio: 'inherit' });
  // The package has ES modules only. CommonJS imports them with `import()`, or with `require` from Node 20.19 and 22.12 on.
  execSync(`attw --profile esm-only --quiet "${tarball}"`, { stdio: 'inherit' });
} catch (error) {
  // publint and attw have said what is wrong.
  process.exitCode = error.status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
