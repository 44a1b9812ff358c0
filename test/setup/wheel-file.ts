import { writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** Writes a wheel: an uncompressed zip archive with Unix modes. A file whose name ends in `!` is executable. */
export function writeWheel(path: string, files: Readonly<Record<string, string>>): Promise<void> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [marked, text] of Object.entries(files)) {
    const name = Buffer.from(marked.replace(/!$/, ''));
    const content = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const attributes = Buffer.alloc(14);
    attributes.writeUInt32LE(((marked.endsWith('!') ? 0o100755 : 0o100644) << 16) >>> 0, 6);
    attributes.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, content]);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), common, attributes, name);
    parts.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return writeFile(path, Buffer.concat([...parts, entries, end]));
}
