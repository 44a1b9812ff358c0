// Checks the package as npm would publish it, with publint, attw and the compiler: `npm run package`. Needs dist/, which `npm run build` writes.
import { execSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A project that has installed the package. It finds the dependencies in the node_modules of this checkout. */
const consumer = join('node_modules', '.consumer');
const { name, exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const run = (command) => execSync(command, { stdio: 'inherit' });
try {
  rmSync(consumer, { recursive: true, force: true });
  mkdirSync(join(consumer, 'node_modules', name), { recursive: true });
  // Without `prepack`, which would build everything again.
  execSync(`npm pack --ignore-scripts --silent --pack-destination ${consumer}`, { stdio: ['ignore', 'ignore', 'inherit'] });
  const tarball = join(consumer, readdirSync(consumer).find((file) => file.endsWith('.tgz')));
  run(`publint run --strict --level warning ${tarball}`);
  // The package has ES modules only. CommonJS imports them with `import()`, or with `require` from Node 20.19 and 22.12 on.
  run(`attw --profile esm-only --quiet ${tarball}`);
  run(`tar -xzf ${tarball} -C ${join(consumer, 'node_modules', name)} --strip-components 1`);
  const doors = Object.keys(exports).filter((door) => !door.endsWith('.json'));
  writeFileSync(join(consumer, 'doors.mts'), doors.map((door, n) => `export * as door${n} from '${name}${door.slice(1)}';\n`).join(''));
  // Also the types that the package's own types mention (skipLibCheck).
  run(`tsc --noEmit --strict --skipLibCheck false --module nodenext --target es2023 --types node,long ${join(consumer, 'doors.mts')}`);
} catch (error) {
  // The programs have said what is wrong.
  process.exitCode = error.status ?? 1;
} finally {
  rmSync(consumer, { recursive: true, force: true });
}
