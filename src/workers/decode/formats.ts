import { isTiffTruncated } from './tiff-strips.js';

/** Formats that are read. A picture's format is what its first bytes say, whatever its name. */
export type Format = 'JPEG' | 'PNG' | 'WebP' | 'AVIF' | 'GIF' | 'TIFF';

/** First bytes of a file that decide its format. */
const HEAD_BYTES = 256;

/** First bytes of other formats that people have pictures in. */
const others: readonly (readonly [string, string])[] = [
  ['%PDF', 'a PDF'],
  ['8BPS', 'a Photoshop document'],
  ['\0\0\x01\0', 'an icon'],
  ['\xff\x0a', 'a JPEG XL picture'],
  ['\0\0\0\x0cJXL ', 'a JPEG XL picture'],
  ['\xff\x4f\xff\x51', 'a JPEG 2000 picture'],
  ['\0\0\0\x0cjP  ', 'a JPEG 2000 picture'],
  ['\x76\x2f\x31\x01', 'an OpenEXR picture'],
];

/**
 * Returns the format of a file by its first bytes, or says what it is instead. The list is closed: libvips reads more formats
 * (SVG, PDF, camera raw, OpenSlide), but these draw, have pages or load other files.
 */
export function formatOf(head: Uint8Array): { readonly format: Format } | { readonly refused: string } {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, HEAD_BYTES)).toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return { format: 'JPEG' };
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return { format: 'PNG' };
  if (/^GIF8[79]a/.test(text)) return { format: 'GIF' };
  if (/^RIFF.{4}WEBP/s.test(text)) return { format: 'WebP' };
  if (/^(II[*+]\0|MM\0[*+])/.test(text)) return { format: 'TIFF' };
  if (text.slice(4, 8) === 'ftyp') return formatByBrands(text);
  const other = text.startsWith('BM') && text.slice(6, 10) === '\0\0\0\0' ? 'a BMP' : others.find(([start]) => text.startsWith(start))?.[1];
  if (other !== undefined) return { refused: `it is ${other}, a format that is not supported` };
  if (/<svg[\s>]/i.test(text) || /^(\xef\xbb\xbf)?\s*<(\?xml|!doctype svg)/i.test(text)) {
    return { refused: 'it is an SVG or other XML, a format that is not supported' };
  }
  return { refused: 'it is none of JPEG, PNG, WebP, AVIF, GIF and TIFF' };
}

/** Looks at the brands in the first box of an ISO media file (ISO/IEC 14496-12, 4.3). AVIF has `avif` or `avis`. */
function formatByBrands(text: string): { readonly format: Format } | { readonly refused: string } {
  const boxEnd = ((text.charCodeAt(2) << 8) | text.charCodeAt(3)) || HEAD_BYTES;
  const brands = text.slice(8, boxEnd).match(/.{4}/gs) ?? [];
  if (brands.some((brand, index) => index !== 1 && /^avi[fs]$/.test(brand))) return { format: 'AVIF' };
  if (brands.some((brand) => /^(hei|hev|mif)/.test(brand))) return { refused: 'it is a HEIC picture, a format that is not supported' };
  return { refused: 'it is a film, not a picture' };
}

/** Whether the end of a file that cannot be decoded is missing. */
export function isTruncated(format: Format, bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (format) {
    case 'JPEG':
      return file.lastIndexOf('\xff\xd9', undefined, 'latin1') < 0;
    case 'PNG':
      return file.lastIndexOf('IEND', undefined, 'latin1') < 0;
    case 'WebP':
      return file.length < 8 || file.readUInt32LE(4) + 8 > file.length;
    case 'TIFF':
      return isTiffTruncated(file);
    case 'GIF':
    case 'AVIF':
      // A cut file is refused before.
      return false;
  }
}
