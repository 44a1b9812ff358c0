/**
 * Writes `model.onnx`: a network without training that says whether a picture is mostly red, green or blue.
 * It is the mean of each channel, times ten, through a softmax. `classify.mts` runs it, and any other model in its place.
 *
 *   npx tsx make-model.mts model.onnx
 */
import { writeFileSync } from 'node:fs';

// An ONNX file is a protocol buffer: fields with a number, each a whole number or some bytes with their length.
const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]);
const int = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];
const bytes = (field: number, content: readonly number[]): number[] => [...varint((field << 3) | 2), ...varint(content.length), ...content];
const text = (field: number, content: string): number[] => bytes(field, [...Buffer.from(content)]);

const FLOAT = 1;
const node = (type: string, inputs: readonly string[], output: string): number[] => bytes(1, [...inputs.flatMap((name) => text(1, name)), ...text(2, output), ...text(4, type)]);
const dimension = (size: number | string): number[] => bytes(1, typeof size === 'number' ? int(1, size) : text(2, size));
const shaped = (field: number, name: string, shape: readonly (number | string)[]): number[] =>
  bytes(field, [...text(1, name), ...bytes(2, bytes(1, [...int(1, FLOAT), ...bytes(2, shape.flatMap(dimension))]))]);

const ten = bytes(5, [...int(2, FLOAT), ...text(8, 'ten'), ...bytes(9, [...Buffer.from(Float32Array.of(10).buffer)])]);
const graph = [
  ...node('GlobalAveragePool', ['pixels'], 'means'),
  ...node('Flatten', ['means'], 'rows'),
  ...node('Mul', ['rows', 'ten'], 'logits'),
  ...node('Softmax', ['logits'], 'probabilities'),
  ...text(2, 'colours'),
  ...ten,
  ...shaped(11, 'pixels', ['batch', 3, 'height', 'width']),
  ...shaped(12, 'probabilities', ['batch', 3]),
];
const model = [...int(1, 8), ...bytes(7, graph), ...bytes(8, int(2, 13))];

const [file = 'model.onnx'] = process.argv.slice(2);
writeFileSync(file, Uint8Array.from(model));
