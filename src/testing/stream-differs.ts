/** A stream differs from the recorded one. vitest, jest and node:test show `actual` and `expected` beside the message. */
export class StreamDiffers extends Error {
  override readonly name = 'StreamDiffers';
  readonly code = 'ERR_WHISKER_STREAM_DIFFERS';
  readonly showDiff = true;

  constructor(message: string, readonly actual: unknown, readonly expected: unknown) {
    super(message);
  }
}
