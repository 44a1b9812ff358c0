export { drawBlocks } from './blocks.js';
export { fitCells } from './fit.js';
export { deleteKitty, drawKitty } from './kitty.js';
export { protocolOf, type Protocol } from './protocol.js';
export type { Colours, Picture } from './types.js';
