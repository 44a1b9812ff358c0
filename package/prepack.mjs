// Runs before `npm pack`: builds dist/ from nothing and the API reference in docs/api, and puts React and Ink into the dashboard's one file, with their licenses beside it.
// So nobody installs them for the pipeline alone, and they do not meet the React of the program that imports whisker.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], { stdio: 'inherit' });
execFileSync(process.execPath, ['node_modules/typedoc/bin/typedoc', '--logLevel', 'Warn'], { stdio: 'inherit' });
// It has no use in the package. Without it the next build writes every file again, the dashboard's too.
rmSync('dist/.tsbuildinfo');

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const tui = resolve('dist/tui');
const others = {
  name: 'other folders stay as they are',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'nothing' }));
    onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: 'export default undefined;' }));
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const target = resolve(resolveDir, path);
      if (!resolveDir.startsWith(tui) || target.startsWith(tui)) return undefined;
      return { path: relative(tui, target).replaceAll('\\', '/'), external: true };
    });
  },
};
const { metafile } = await build({
  entryPoints: ['dist/tui/index.js'],
  outfile: 'dist/tui/index.js',
  allowOverwrite: true,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // The second keeps Ink from React's developer tools, which are no part of it.
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  external: [...Object.keys(dependencies), 'rxjs'],
  plugins: [others],
  legalComments: 'none',
  metafile: true,
  banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
});

const inputs = Object.keys(metafile.inputs);
for (const path of inputs.filter((path) => path.startsWith('dist/tui/') && path !== 'dist/tui/index.js')) rmSync(path);
const packages = new Set(inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
const notices = [...packages].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  return `${name} ${version} (${license})\n\n${file === undefined ? 'Its package has no text of its license.' : readFileSync(join(folder, file), 'utf8').trim()}\n`;
});
writeFileSync('dist/tui/LICENSES.txt', notices.join(`\n${'-'.repeat(80)}\n\n`));
