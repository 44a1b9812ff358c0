export type { WrittenPictures } from './folder.js';
export { photographer, type Photographer } from './photograph.js';
export { drawPet, type Edges, type Pet, type Species } from './scene.js';
export { writeDigits, type DigitsRequest } from './write-digits.js';
export { petName, writePets, type PetsRequest } from './write-pets.js';
