import type { DOMElement } from 'ink';
import { useContext, useLayoutEffect, useRef, type RefObject } from 'react';
import { PiecesContext, type Content } from './piece.js';

/** Puts `content` on the terminal, in the box that takes the returned ref. */
export function usePiece(content: Content): RefObject<DOMElement | null> {
  const box = useRef<DOMElement>(null);
  const pieces = useContext(PiecesContext);
  useLayoutEffect(() => {
    const piece = { box, content };
    pieces?.add(piece);
    return () => void pieces?.delete(piece);
  }, [pieces, content]);
  return box;
}
