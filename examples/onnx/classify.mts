/**
 * Classifies a folder of pictures with an ONNX model: whisker reads and decodes the pictures, ONNX Runtime computes.
 * While the model computes on one batch, the workers decode the next ones.
 *
 *   npm install whisker-ml rxjs onnxruntime-web tsx
 *   npx tsx classify.mts model.onnx photos/
 *
 * `model.onnx` beside this file (300 bytes, from `make-model.mts`) tells red, green and blue. For a model of your own,
 * change the size, the classes and the normalisation below. `onnxruntime-node` has the same interface and computes with native code.
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { createPipeline } from 'whisker-ml/pipeline';

const SIZE = 32;
const CLASSES = ['red', 'green', 'blue'];

const [model, photos] = process.argv.slice(2);
if (model === undefined || photos === undefined) throw new Error('usage: classify.mts MODEL.onnx FOLDER');

const session = await InferenceSession.create(await readFile(model));
const input = session.inputNames[0] ?? '';
const output = session.outputNames[0] ?? '';

const samples = readdirSync(photos).map((path) => ({ path }));
const pipeline = createPipeline({
  root: photos,
  samples,
  size: SIZE,
  batchSize: 16,
  order: 'given',
  remainder: 'keep',
  onQuarantine: ({ path, reason }) => console.error(`${path}: ${reason}`),
});

/** Returns the pixels as most models take them: float32 in [0, 1], and each channel by itself (NCHW). */
function toTensor(pixels: Uint8Array, count: number): Tensor {
  const area = SIZE * SIZE;
  const planes = new Float32Array(count * 3 * area);
  for (let picture = 0; picture < count; picture += 1) {
    for (let pixel = 0; pixel < area; pixel += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        planes[(picture * 3 + channel) * area + pixel] = (pixels[(picture * area + pixel) * 3 + channel] ?? 0) / 255;
      }
    }
  }
  return new Tensor('float32', planes, [count, 3, SIZE, SIZE]);
}

for await (const { pixels, indices, count, release } of pipeline.from({}, { epoch: 1 })) {
  const batch = toTensor(pixels, count);
  const pictures = [...indices].map((index) => samples[index]?.path);
  // All of it is copied, so the buffer can be filled again.
  release();
  const { data } = (await session.run({ [input]: batch }))[output] ?? {};
  if (!(data instanceof Float32Array)) throw new Error(`${model} gives no float32 probabilities`);
  pictures.forEach((path, picture) => {
    const probabilities = [...data.subarray(picture * CLASSES.length, (picture + 1) * CLASSES.length)];
    const best = probabilities.indexOf(Math.max(...probabilities));
    console.log(`${path}: ${CLASSES[best]}, ${(100 * (probabilities[best] ?? 0)).toFixed(1)} %`);
  });
}
await pipeline.close();
