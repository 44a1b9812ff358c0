export { photographer, type Photographer } from './photograph.js';
export { drawPet, type Edges, type Pet, type Species } from './scene.js';
export { petName, writePets, type PetsRequest, type PetsWritten } from './write.js';
export { digits, type DigitsOptions } from './digits.js';
export { drawPets, type PetsOptions } from './pets.js';
export type { OnProgress, Progress, Written } from './progress.js';
