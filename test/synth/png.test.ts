import * as fc from 'fast-check';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { grayPng } from '../../src/synth/png.js';

it('grayPng encodes pixels that sharp decodes unchanged', async () => {
  const picture = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })).chain(([width, height]) =>
    fc.tuple(fc.constant(width), fc.uint8Array({ minLength: width * height, maxLength: width * height })));
  await fc.assert(fc.asyncProperty(picture, async ([width, pixels]) => {
    const png = grayPng(pixels, width);
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width, height: pixels.length / width });
    expect(data.filter((_, at) => at % info.channels === 0)).toEqual(Buffer.from(pixels));
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', depth: 'uchar', channels: 1, space: 'b-w' });
  }), { numRuns: 30 });
});
