export { drawBlocks, type BlocksOptions } from './blocks.js';
export { fitCells, type Cells } from './fit.js';
export { deleteKitty, drawKitty, type KittyOptions } from './kitty.js';
export { protocolOf, type Protocol } from './protocol.js';
export type { Colours, Picture } from './types.js';
