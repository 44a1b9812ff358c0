export type { WrittenPictures } from './folder.js';
export { createRenderer, type Renderer } from './render/render.js';
export { drawComplement, drawRings, RINGS, shareNear, type Points } from './rings.js';
export { describePet, type Edges, type Pet, type Species } from './scene/pet.js';
export { writeDigits, type DigitsRequest } from './write-digits.js';
export { petName, writePets, type PetsRequest } from './write-pets.js';
