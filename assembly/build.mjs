// Compiles resize.ts to WebAssembly, and writes it as text into the module that the workers import: `npm run wasm`.
// With --print the module goes to standard output. It is kept in git, so that only a change of resize.ts needs the compiler.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const files = new Map();
const { error, stderr } = await main(
  ['resize.ts', '--baseDir', here('.'), '-O3', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noAssert', '--outFile', 'resize.wasm'],
  { writeFile: (name, content) => void files.set(name, content) },
);
if (error !== null) throw new Error(`${error.message}\n${stderr.toString()}`);
const text = Buffer.from(files.get('resize.wasm')).toString('base64').replace(/.{1,120}/g, "  '$&',\n");
const module = `/** assembly/resize.ts, compiled. \`npm run wasm\` writes this file. */\nexport const resizeModule = [\n${text}].join('');\n`;
if (process.argv.includes('--print')) process.stdout.write(module);
else writeFileSync(here('../src/workers/resize/module.ts'), module);
