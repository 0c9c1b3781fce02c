/**
 * Files as DuckDB can read them: it is let into one folder, where each file is linked under a name of its own. Text comes
 * in lines that end in a line feed, as UTF-8; a file that is otherwise, or compressed, is rewritten there.
 */
import { isUtf8 } from "node:buffer";
import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, link, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { unsupported } from "../errors";
import type { ListedFile } from "./volumePaths";

export interface PreparedFile extends ListedFile {
  /** Where DuckDB reads it. */
  link: string;
}

/** Characters one of which no line may hold, so that DuckDB's reader of CSV finds no end of a cell. */
const separators = [1, 2, 3, 4, 5, 6, 31];

let last = 0;

/** Links a file as it is. */
async function linked(file: ListedFile, folder: string): Promise<PreparedFile> {
  await mkdir(folder, { recursive: true });
  last++;
  const target = join(folder, `f${last}`);
  // A link fails where the folders are on different devices.
  await link(file.localPath, target).catch(() => copyFile(file.localPath, target));
  return { ...file, link: target };
}

const isCompressed = ({ path }: ListedFile): boolean => /\.gz$/i.test(path);

function refuseCompression({ path }: ListedFile): void {
  if (/\.(bz2|lz4|snappy|deflate|zst|xz|zip)$/i.test(path)) {
    throw unsupported("compressed files other than .gz");
  }
}

/** What a look through a text file finds. */
interface Findings {
  isPlain: boolean;
  /** The separators that it holds. */
  separators: Set<number>;
  /** No line has more bytes. */
  longest: number;
}

/** The length of the text at the end of a chunk that is only the beginning of a character. */
function cutLength(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back++) {
    const byte = chunk[chunk.length - back] ?? 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
    if (byte < 0x80) {
      return 0;
    }
  }
  return 0;
}

async function lookThrough(file: ListedFile): Promise<Findings> {
  const findings: Findings = { isPlain: !isCompressed(file), separators: new Set(), longest: 0 };
  let rest = Buffer.alloc(0);
  let isFirst = true;
  let unbroken = 0;
  for await (const read of textStream(file)) {
    const chunk = rest.length > 0 ? Buffer.concat([rest, read as Buffer]) : (read as Buffer);
    const cut = cutLength(chunk);
    const whole = chunk.subarray(0, chunk.length - cut);
    rest = Buffer.from(chunk.subarray(chunk.length - cut));
    const hasMark = isFirst && whole.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
    isFirst = false;
    findings.isPlain &&= !hasMark && !whole.includes(13) && isUtf8(whole);
    unbroken += whole.length;
    // A line begins in this chunk or ends in it, so that it is no longer than both.
    findings.longest = Math.max(findings.longest, unbroken);
    if (whole.includes(10) || whole.includes(13)) {
      unbroken = whole.length;
    }
    for (const separator of separators) {
      if (!findings.separators.has(separator) && whole.includes(separator)) {
        findings.separators.add(separator);
      }
    }
  }
  findings.isPlain &&= rest.length === 0;
  return findings;
}

function textStream(file: ListedFile): NodeJS.ReadableStream {
  const bytes = createReadStream(file.localPath, { highWaterMark: 1 << 20 });
  return isCompressed(file) ? bytes.pipe(createGunzip()).on("close", () => bytes.destroy()) : bytes;
}

async function* plainText(chunks: AsyncIterable<string | Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let held = "";
  for await (const chunk of chunks) {
    const text = held + decoder.decode(Buffer.from(chunk), { stream: true });
    held = text.endsWith("\r") ? "\r" : "";
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, "\n");
  }
  yield (held + decoder.decode()).replace(/\r\n?/g, "\n");
}

async function rewritten(file: ListedFile, folder: string): Promise<PreparedFile> {
  await mkdir(folder, { recursive: true });
  last++;
  const target = join(folder, `f${last}`);
  try {
    await pipeline(plainText(textStream(file)), createWriteStream(target));
  } catch {
    throw unsupported(`the file ${file.path}, which cannot be read as compressed text`);
  }
  return { ...file, link: target };
}

export interface PreparedFiles {
  files: PreparedFile[];
  /** The code of a character that is in none of the texts. */
  separator: number;
  /** No line has more bytes. */
  longest: number;
}

/** Files of bytes. */
export async function prepareBytes(files: ListedFile[], folder: string): Promise<PreparedFiles> {
  const prepared: PreparedFile[] = [];
  for (const file of files) {
    prepared.push(await linked(file, folder));
  }
  return { files: prepared, separator: 1, longest: 0 };
}

/** Files of text. */
export async function prepareText(files: ListedFile[], folder: string): Promise<PreparedFiles> {
  const prepared: PreparedFile[] = [];
  const found = new Set<number>();
  let longest = 0;
  for (const file of files) {
    refuseCompression(file);
    const findings = await lookThrough(file).catch(() => {
      throw unsupported(`the file ${file.path}, which cannot be read as compressed text`);
    });
    for (const separator of findings.separators) {
      found.add(separator);
    }
    // A replaced byte becomes a character of three.
    longest = Math.max(longest, findings.longest * (findings.isPlain ? 1 : 3));
    prepared.push(await (findings.isPlain ? linked(file, folder) : rewritten(file, folder)));
  }
  const separator = separators.find((each) => !found.has(each));
  if (separator === undefined) {
    throw unsupported("text files with so many control characters");
  }
  return { files: prepared, separator, longest };
}
