import { Box } from 'ink';
import { useMemo, type ReactNode } from 'react';
import type { Picture } from '../pictures/index.js';
import { usePiece } from './use-piece.js';

/** A picture that the terminal draws itself, in kitty's protocol, over cells that stay empty. */
export function KittyPicture({ picture, columns, rows }: { readonly picture: Picture; readonly columns: number; readonly rows: number }): ReactNode {
  const box = usePiece(useMemo(() => ({ picture }), [picture]));
  return <Box ref={box} width={columns} height={rows} flexShrink={0} />;
}
