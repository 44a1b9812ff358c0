// Compiles resize.ts and view.ts to WebAssembly, and writes each as text into the module that the workers import: `npm run wasm`.
// With `--print NAME…` these modules go to standard output. They are kept in git, so that only a change of the sources needs the compiler.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folders = { resize: 'resize', view: 'views' };

async function compile(name) {
  const files = new Map();
  const { error, stderr } = await main(
    [`${name}.ts`, '--baseDir', here('.'), '-O3', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noAssert', '--outFile', `${name}.wasm`],
    { writeFile: (file, content) => void files.set(file, content) },
  );
  if (error !== null) throw new Error(`${error.message}\n${stderr.toString()}`);
  const text = Buffer.from(files.get(`${name}.wasm`)).toString('base64').replace(/.{1,120}/g, "  '$&',\n");
  return `/** assembly/${name}.ts, compiled. \`npm run wasm\` writes this file. */\nexport const ${name}Module = [\n${text}].join('');\n`;
}

const print = process.argv.indexOf('--print');
if (print !== -1) for (const name of process.argv.slice(print + 1)) process.stdout.write(await compile(name));
else for (const [name, folder] of Object.entries(folders)) writeFileSync(here(`../src/workers/${folder}/module.ts`), await compile(name));
