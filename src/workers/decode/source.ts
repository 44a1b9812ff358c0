/** What a decoder gets in place of a picture's file, and how its pixels are to be understood. */
export interface Source {
  readonly bytes: Buffer;
  /** Whether the channel after the colours is no transparency. */
  readonly dropAlpha?: boolean;
  /** Whether it is a lossless JPEG, of which the decoder shows a corner when it shrinks it while it decodes. */
  readonly lossless?: boolean;
  /** Whether gray values are stored as 16 to 235, and the decoder does not know. */
  readonly limitedGray?: boolean;
  /** Make files of the parts that the decoder leaves out when they are damaged, without an error. Each must be decodable. */
  readonly parts?: readonly (() => Buffer)[];
}

/** Reason why a picture is refused. */
export interface Refused {
  readonly refused: string;
}

/** Returns the reason for a picture that may be whole, but is of a kind that cannot be read. */
export const unsupported = (kind: string): string => `it is ${kind}, which is not supported`;
