import type { DOMElement } from 'ink';
import { createContext, useContext, useLayoutEffect, useRef, type RefObject } from 'react';
import type { Picture } from '../pictures/index.js';

/** A box of Ink's layout and what the terminal shows there: lines that fill the box exactly, or a picture in kitty's protocol. */
export interface Piece {
  readonly box: RefObject<DOMElement | null>;
  readonly content: Content;
}

type Content = { readonly lines: readonly string[] } | { readonly picture: Picture };

/** Collects the pieces of a frame. Null where Ink writes the frame itself, as ink-testing-library has it. */
export const PiecesContext = createContext<Set<Piece> | null>(null);

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

/** A piece at its place on the terminal, in cells. */
export interface PlacedPiece {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly content: Content;
}

/** Returns the piece where Ink's layout puts its box; undefined where the box is not laid out. */
export function placed({ box, content }: Piece): PlacedPiece | undefined {
  const yoga = box.current?.yogaNode;
  if (yoga === undefined) return undefined;
  let [x, y] = [0, 0];
  for (let node: DOMElement | undefined = box.current ?? undefined; node !== undefined; node = node.parentNode) {
    x += node.yogaNode?.getComputedLeft() ?? 0;
    y += node.yogaNode?.getComputedTop() ?? 0;
  }
  return { x, y, width: yoga.getComputedWidth(), height: yoga.getComputedHeight(), content };
}
