/** Actions in a process with little memory, and the chunks of large results. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { gzipSync } from "node:zlib";

/** The heap of the process that a step runs in, in MB. */
const heapMb = 100;

/** What became of an action. */
interface Ended {
  code: number | null;
  outcome: { name?: string; message?: string; rows?: number; peakMb: number };
}

/** Runs an action at a host in a process with little memory. */
export const runInSmallProcess = async (key: string, host: string, parameters: object): Promise<Ended> => {
  const script = path.join(__dirname, "stepInChild.js");
  const options = [`--max-old-space-size=${heapMb}`, script, key, host, JSON.stringify(parameters)];
  const child = spawn(process.execPath, options);
  let said = "";
  child.stdout.on("data", (data) => {
    said += data;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, outcome: code === 0 ? JSON.parse(said) : { peakMb: Number.NaN } };
};

const row = (number: number): string => `["${number}","name of number ${number}","2025-11-18"]`;

/** A packed chunk of a result with the columns of `chunkSchema`. */
export const packedChunk = (rows: number): Buffer =>
  gzipSync(`[${Array.from({ length: rows }, (_, number) => row(number)).join()}]`);

const column = (name: string, type: string, position: number) => ({
  name,
  position,
  type_name: type,
  type_text: type,
});

/** The columns of a chunk. */
export const chunkSchema = {
  columns: [column("id", "INT", 0), column("name", "STRING", 1), column("day", "DATE", 2)],
};
