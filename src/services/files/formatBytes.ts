/** Sizes in words. */

const units = ["kB", "MB", "GB", "TB"];

/** A number of bytes in words, such as `312 bytes`, `1.5 MB` or `2 GB`. */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  // 999,950 is 1 MB, not 1000 kB.
  const power = Math.min(units.length, Math.floor(Math.log10(bytes * 1.00005) / 3));
  return `${Math.round(bytes / 10 ** (power * 3 - 1)) / 10} ${units[power - 1]}`;
};
