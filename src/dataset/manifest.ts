import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { errors } from './errors.js';
import { unknownFieldIn } from './unknown-field.js';
import { nfc } from './names.js';
import { isPicture, pictureExtensions } from './walk.js';

/** A row of a manifest. `path` is as in `ScannedSample.path`; `line` is the line that the row ends in, from 1. */
export interface ManifestRow {
  readonly path: string;
  readonly class: string | null;
  readonly line: number;
}

/** Returns whether a file is a manifest, by its name. */
export const isManifest = (path: string): boolean => /\.(?:csv|jsonl)$/i.test(path);

/**
 * Reads the rows of a manifest without checking that the files exist. Paths are relative to the manifest's folder. It is
 * either CSV (RFC 4180) with the columns `path` and `class` in its header (others are ignored), or with these two columns and
 * no header; or JSON Lines of `{"path": …, "class": …}` with no other field. An empty class, or null in JSON, means no class.
 */
export async function readManifest(file: string, signal?: AbortSignal): Promise<ManifestRow[]> {
  const text = decode(file, await readFile(file, { signal }));
  const root = dirname(resolve(file));
  const rows = /\.csv$/i.test(file) ? rowsOfCsv(file, text) : rowsOfJsonLines(file, text);
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const path = relative(root, resolve(root, row.path)).split(sep).join('/');
    if (path === '') throw errors.manifestNoPath(file, row.line);
    if (!isPicture(path)) throw errors.manifestNotAPicture(file, row.line, row.path, pictureExtensions);
    const before = lines.get(nfc(path));
    if (before !== undefined) throw errors.manifestDuplicate(file, path, before, row.line);
    lines.set(nfc(path), row.line);
    return { path, class: row.class === '' ? null : row.class, line: row.line };
  });
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw errors.manifestNotText(file);
  }
}

function rowsOfCsv(file: string, text: string): ManifestRow[] {
  const records: { readonly cells: readonly string[]; readonly line: number }[] = [];
  try {
    parse(text, {
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], context) => {
        records.push({ cells, line: context.lines });
        return null;
      },
    });
  } catch (error) {
    throw errors.manifestMalformed(file, error);
  }
  const [first] = records;
  if (first === undefined) return [];
  const columns = columnsOf(file, first.cells);
  return (columns.isHeader ? records.slice(1) : records).map(({ cells, line }) => {
    const path = cells[columns.path];
    const name = cells[columns.class];
    if (path === undefined || name === undefined || cells.length !== first.cells.length) {
      throw errors.manifestColumns(file, line, first.cells.length, cells.length);
    }
    return { path, class: name.trim(), line };
  });
}

/** Finds the columns. A first row that begins with the name of a picture is not a header. */
function columnsOf(file: string, first: readonly string[]): { readonly path: number; readonly class: number; readonly isHeader: boolean } {
  const names = first.map((cell) => cell.trim().toLowerCase());
  const columns = { path: names.indexOf('path'), class: names.indexOf('class'), isHeader: true };
  if (columns.path >= 0 && columns.class >= 0) return columns;
  if (first.length === 2 && isPicture(first[0] ?? '')) return { path: 0, class: 1, isHeader: false };
  throw errors.manifestHeader(file, first);
}

const jsonRow = z.strictObject({ path: z.string(), class: z.union([z.string(), z.number()]).nullish() });

function rowsOfJsonLines(file: string, text: string): ManifestRow[] {
  return text.split('\n').flatMap((content, i) => {
    if (content.trim() === '') return [];
    const line = i + 1;
    const row = jsonRow.safeParse(parseLine(file, content, line));
    if (!row.success) {
      const field = unknownFieldIn(row.error);
      throw field === undefined ? errors.manifestRow(file, line) : errors.manifestField(file, line, field.name);
    }
    return [{ path: row.data.path, class: String(row.data.class ?? '').trim(), line }];
  });
}

function parseLine(file: string, content: string, line: number): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw errors.manifestNotJson(file, line, error);
  }
}
