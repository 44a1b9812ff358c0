import { createHash } from 'node:crypto';
import { assert, integer, nat, property } from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { describePet, createRenderer, type Pet } from '../../src/synth/index.js';
import { randomStream } from '../../src/synth/scene/random.js';

const anySeed = integer({ min: 0, max: 2 ** 32 - 1 });
const anyIndex = integer({ min: 1, max: 10_000_000 });

describe('randomStream', () => {
  it('stays within its ranges', () => {
    assert(property(anySeed, anyIndex, (seed, index) => {
      const chance = randomStream(seed, index, 'test');
      const low = chance.between(-3, 5);
      expect(low).toBeGreaterThanOrEqual(-3);
      expect(low).toBeLessThan(5);
      expect(Math.abs(chance.around(10, 2) - 10)).toBeLessThanOrEqual(2);
      expect([2, 3, 4]).toContain(chance.whole(2, 4));
      expect(['a', 'b']).toContain(chance.pick(['a', 'b']));
      expect([1, -1]).toContain(chance.side());
    }));
  });

  it('is uniform along a stream and across pictures, and streams are independent', () => {
    const along = randomStream(1, 1, 'a');
    const draws = 20_000;
    const other = randomStream(1, 1, 'b');
    const cells = { along: tenZeros(), across: tenZeros() };
    let product = 0;
    for (let index = 1; index <= draws; index++) {
      const a = along.between(0, 1);
      cells.along[Math.floor(a * 10)]++;
      cells.across[Math.floor(randomStream(1, index, 'a').between(0, 1) * 10)]++;
      product += (a - 0.5) * (other.between(0, 1) - 0.5);
    }
    const chiSquare = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + (count - draws / 10) ** 2 / (draws / 10), 0);
    // With 9 degrees of freedom, chance exceeds 33.7 once in 10,000.
    expect(chiSquare(cells.along)).toBeLessThan(33.7);
    expect(chiSquare(cells.across)).toBeLessThan(33.7);
    // The correlation of independent draws has a standard error of 1 / sqrt(20,000) = 0.007.
    expect(Math.abs((product / draws) * 12)).toBeLessThan(0.03);
  });
});

describe('describePet', () => {
  it('describes the same scene for the same seed and index on every machine', () => {
    const scenes = Array.from({ length: 200 }, (_, nth) => describePet(7, nth + 1));
    const digest = createHash('sha256').update(JSON.stringify(scenes)).digest('hex');
    expect(digest).toBe('8bb2f5788327d87e6860efa8e0092bd8f02a2ed9f94b163e8fe988bfb3f80da9');
  });

  it('returns a cat for odd numbers and a dog for even ones, each different from the next and from that of another seed', () => {
    assert(property(anySeed, anyIndex, (seed, index) => {
      const pet = describePet(seed, index);
      expect(pet.species).toBe(index % 2 === 1 ? 'cat' : 'dog');
      expect(describePet(seed, index)).toEqual(pet);
      expect(describePet(seed, index + 2).coat).not.toEqual(pet.coat);
      expect(describePet((seed + 1) % 2 ** 32, index).coat).not.toEqual(pet.coat);
    }));
  });

  it('keeps the edges of pictures within the given range', () => {
    assert(property(anySeed, anyIndex, integer({ min: 16, max: 400 }), nat(200), (seed, index, min, more) => {
      const { width, height } = describePet(seed, index, { min, max: min + more }).camera;
      for (const edge of [width, height]) {
        expect(edge).toBeGreaterThanOrEqual(min);
        expect(edge).toBeLessThanOrEqual(min + more);
      }
    }));
  });

  it('shows the class only in the breed: everything else has the same distribution for cats and dogs', () => {
    const pets = Array.from({ length: 4000 }, (_, nth) => describePet(3, nth + 1));
    const traits: Readonly<Record<string, (pet: Pet) => number>> = {
      width: (pet) => pet.camera.width,
      turned: (pet) => Number(pet.camera.orientation > 1),
      beach: (pet) => Number(pet.backdrop.place === 'beach'),
      sitting: (pet) => Number(pet.posture.stance === 'sit'),
      close: (pet) => Number(pet.view.frame === 'face'),
      collar: (pet) => Number(pet.props.collar !== null),
      light: (pet) => pet.light.key[1],
      pinkNose: (pet) => Number(pet.coat.nose[0] > 0.7),
    };
    for (const [name, trait] of Object.entries(traits)) {
      const [cats, dogs] = ['cat', 'dog'].map((species) => statisticsOf(pets.filter((pet) => pet.species === species).map(trait)));
      const standardError = Math.sqrt((cats.variance + dogs.variance) / 2000);
      expect(cats.variance, name).toBeGreaterThan(0);
      // Chance exceeds four standard errors once in 16,000 for each trait.
      expect(Math.abs(cats.mean - dogs.mean) / standardError, name).toBeLessThan(4);
    }
    const muzzleOf = (species: string): number =>
      statisticsOf(pets.filter((pet) => pet.species === species).map((pet) => pet.anatomy.head.muzzle.length)).mean;
    expect(muzzleOf('dog')).toBeGreaterThan(2 * muzzleOf('cat'));
  });

  it('gives both classes light and dark fur, and solid and marked coats', () => {
    const pets = Array.from({ length: 4000 }, (_, nth) => describePet(5, nth + 1));
    for (const species of ['cat', 'dog']) {
      const coats = pets.filter((pet) => pet.species === species).map(({ coat }) => coat);
      for (const [low, high] of [[0, 0.25], [0.25, 0.6], [0.6, 1.2]]) {
        const share = coats.filter(({ base: [red] }) => red >= low && red < high).length / coats.length;
        expect(share, `${species}s of redness ${low} to ${high}`).toBeGreaterThan(0.05);
      }
      const solid = coats.filter(({ pattern }) => pattern === 'solid').length / coats.length;
      expect(solid, species).toBeGreaterThan(0.15);
      expect(solid, species).toBeLessThan(0.7);
    }
  });
});

describe('createRenderer', () => {
  it('renders JPEG files of 300 to 500 px, as large as photographs', async () => {
    const render = createRenderer();
    const orientations = new Set<number | undefined>();
    for (let index = 1; index <= 12; index++) {
      const pet = describePet(1, index);
      const file = await render(pet);
      const { format, orientation, autoOrient } = await sharp(file).metadata();
      orientations.add(orientation);
      expect(format).toBe('jpeg');
      expect([autoOrient.width, autoOrient.height]).toEqual([pet.camera.width, pet.camera.height]);
      expect(orientation ?? 1).toBe(pet.camera.orientation);
      expect(file.length).toBeGreaterThan(10_000);
      expect(file.length).toBeLessThan(120_000);
    }
    expect(orientations.size).toBeGreaterThan(1);
  });

  it('renders the same bytes again, whatever it rendered before or renders at the same time', async () => {
    const shared = createRenderer();
    await shared(describePet(5, 1));
    const [again] = await Promise.all([shared(describePet(5, 2, small)), shared(describePet(5, 3)), shared(describePet(5, 4, small))]);
    expect(again.equals(await createRenderer()(describePet(5, 2, small)))).toBe(true);
  });

  it('stores a rotated picture that each of the eight EXIF orientations rotates back', async () => {
    const drawn = describePet(2, 8, small);
    const pet = { ...drawn, camera: { ...drawn.camera, defocus: 0, noise: 0, quality: 98 } };
    const render = createRenderer();
    const upright = await pixelsOf(await render({ ...pet, camera: { ...pet.camera, orientation: 1 } }));
    for (let orientation = 2; orientation <= 8; orientation++) {
      const turned = await pixelsOf(await render({ ...pet, camera: { ...pet.camera, orientation } }));
      // JPEG's blocks differ on a rotated picture, so its losses do too.
      expect(distance(upright, turned), `orientation ${orientation}`).toBeLessThan(4);
    }
    const flipped = await pixelsOf(await sharp(await render({ ...pet, camera: { ...pet.camera, orientation: 1 } })).flop().toBuffer());
    expect(distance(upright, flipped)).toBeGreaterThan(12);
  });

  it('shows an animal that covers part of the picture', async () => {
    const render = createRenderer();
    const pet = describePet(4, 3, small);
    const dark = { ...pet, coat: { ...pet.coat, base: [0, 0, 0], second: [0, 0, 0], white: 0, blaze: 0 } } as const;
    const changed = differing(await pixelsOf(await render(pet)), await pixelsOf(await render(dark)));
    expect(changed).toBeGreaterThan(0.08);
    expect(changed).toBeLessThan(0.9);
  });
});

describe('the class', () => {
  it('is hard to predict with the nearest mean of thumbnails, and impossible from colour, file size or dimensions', async () => {
    const render = createRenderer();
    const pictures = await Promise.all(Array.from({ length: 300 }, async (_, nth) => {
      const pet = describePet(21, nth + 1, { min: 56, max: 94 });
      const file = await render(pet);
      const shrunk = async (edge: number): Promise<number[]> => [...await sharp(file).autoOrient().resize(edge, edge, { fit: 'fill' }).raw().toBuffer()];
      const views = { thumbnail: await shrunk(8), colour: await shrunk(1), file: [file.length], shape: [pet.camera.width, pet.camera.height] };
      return { species: pet.species, views };
    }));
    // Chance gets 50 ± 4.1 % of 150 guesses, so 66 % is nearly four standard errors. Ears and coats show a little in thumbnails.
    for (const [view, limit] of [['thumbnail', 0.74], ['colour', 0.66], ['file', 0.66], ['shape', 0.66]] as const) {
      const seen = pictures.map((picture) => ({ species: picture.species, values: picture.views[view] }));
      expect(nearestMean(seen.slice(0, 150), seen.slice(150)), view).toBeLessThan(limit);
    }
  });
});

const tenZeros = (): number[] => Array.from({ length: 10 }, () => 0);

const small = { min: 90, max: 150 };

function statisticsOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

function pixelsOf(file: Buffer): Promise<Buffer> {
  return sharp(file).autoOrient().raw().toBuffer();
}

/** Returns the mean absolute difference of two pictures' values, 0 to 255. */
function distance(a: Buffer, b: Buffer): number {
  expect(b.length).toBe(a.length);
  return a.reduce((sum, value, at) => sum + Math.abs(value - b[at]), 0) / a.length;
}

/** Returns the share of values that differ clearly. */
function differing(a: Buffer, b: Buffer): number {
  return a.reduce((count, value, at) => count + Number(Math.abs(value - b[at]) > 12), 0) / a.length;
}

interface Seen {
  readonly species: string;
  readonly values: readonly number[];
}

/** Returns the share of `test` that the nearest of the two class means over `train` classifies correctly. */
function nearestMean(train: readonly Seen[], test: readonly Seen[]): number {
  const means = ['cat', 'dog'].map((species) => {
    const members = train.filter((seen) => seen.species === species);
    return members[0].values.map((_, at) => members.reduce((sum, member) => sum + member.values[at], 0) / members.length);
  });
  const far = (values: readonly number[], mean: readonly number[]): number =>
    values.reduce((sum, value, at) => sum + (value - mean[at]) ** 2, 0);
  const right = test.filter(({ species, values }) => (far(values, means[0]) < far(values, means[1]) ? 'cat' : 'dog') === species);
  return right.length / test.length;
}
