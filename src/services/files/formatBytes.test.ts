import { formatBytes } from "./formatBytes";

it.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1000, "1 kB"],
  [1550, "1.6 kB"],
  [999_940, "999.9 kB"],
  [999_960, "1 MB"],
  [5 * 2 ** 30, "5.4 GB"],
  [2e12, "2 TB"],
  [4e15, "4000 TB"],
])("%d bytes are %s", (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});
