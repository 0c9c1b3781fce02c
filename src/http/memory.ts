/** How much memory is left: exceeding it fails with an error, since a process without memory dies silently. */
import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * The part of the memory for objects that may be used. Close to its limit V8 has collected garbage just before, so what is
 * used there is needed.
 */
const usableShare = 0.9;

/** The part up to which V8 may be told to collect garbage: it ends a process whose collections free little near its limit. */
const collectableShare = 0.5;

/** V8's limit counts the space for new objects, which long-lived ones cannot use: three times 16 MB by default. */
const minYoungBytes = 48 * 1024 * 1024;

const youngBytes = (): number => {
  const { space_size = 0 } =
    getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space") ?? {};
  return Math.max(minYoungBytes, space_size * 1.5);
};

/** More than any container has: the value for no limit. */
const noLimitBytes = 2 ** 46;

/** The memory that the process may have besides V8's own limit, in bytes; undefined if there is no limit. */
const processLimit = (): number | undefined => {
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 && limit < noLimitBytes ? limit : undefined;
};

/**
 * Has V8 collect the garbage, such as the bytes of earlier steps in the same process. It gives its collector only to
 * contexts that are made after this flag is set. Bytes are released after their owners, so no later than by the second time.
 */
const collectGarbage = (): void => {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("globalThis.gc");
  setFlagsFromString("--no-expose-gc");
  if (typeof collect !== "function") return;
  collect();
  collect();
};

/**
 * Whether that many more bytes fit into what is left of V8's heap and, where it is limited, of the process' memory. Garbage
 * outside the heap is collected before the answer is no.
 */
export const fitsIntoMemory = (bytes: number): boolean => {
  const { heap_size_limit: heapLimit, used_heap_size: used } = getHeapStatistics();
  const usable = heapLimit - youngBytes();
  if (used + bytes > usable * usableShare) return false;
  const limit = processLimit();
  const fits = (): boolean => limit === undefined || process.memoryUsage.rss() + bytes <= limit;
  if (fits()) return true;
  if (used > usable * collectableShare) return false;
  collectGarbage();
  return fits();
};

/** Text up to this size is not measured, in characters. */
const smallText = 1024 * 1024;

/**
 * The memory of JSON values besides their text, at most, in bytes: an object, an array, and any other with its slot.
 */
const objectBytes = 64;
const arrayBytes = 48;
const valueBytes = 24;

/**
 * Estimates how much memory the value of a JSON text takes, in bytes.
 * @returns 0 for text so small that it does not matter
 */
export const sizeOfParsed = (text: string): number => {
  if (text.length < smallText) return 0;
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x2c:
        bytes += valueBytes;
        break;
      case 0x5b:
        bytes += arrayBytes;
        break;
      case 0x7b:
        bytes += objectBytes;
        break;
    }
  }
  return bytes;
};
