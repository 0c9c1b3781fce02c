/** Tells the log how far an upload is. */
import type { ActionLogger } from "@prismatic-io/spectral";
import { formatBytes } from "./formatBytes";

/** The steps of an upload of unknown size, and the smallest of any other, in bytes. */
const stepBytes = 100e6;
const minStepBytes = 10e6;

/**
 * Makes the function that is notified of every chunk and writes a line for each tenth, or for each 100 MB where the size is
 * not known.
 * @param what the file, in words
 */
export const uploadProgress = (
  logger: ActionLogger,
  what: string,
  sizeBytes?: number,
): ((sentBytes: number) => void) => {
  const step = sizeBytes === undefined ? stepBytes : Math.max(sizeBytes / 10, minStepBytes);
  let next = step;
  return (sentBytes) => {
    // Another attempt begins from the start.
    if (sentBytes < next - step) next = step;
    if (sentBytes < next) return;
    next = (Math.floor(sentBytes / step) + 1) * step;
    const of =
      sizeBytes === undefined
        ? ""
        : ` of ${formatBytes(sizeBytes)} (${Math.floor((sentBytes / sizeBytes) * 100)} %)`;
    logger.info(`${what}: ${formatBytes(sentBytes)}${of} sent`);
  };
};
