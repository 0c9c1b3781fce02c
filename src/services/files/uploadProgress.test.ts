import { keepingLogger } from "../../../test/support/testClient";
import { uploadProgress } from "./uploadProgress";

const told = (sizeBytes: number | undefined, ...sent: number[]): string[] => {
  const { logger, lines } = keepingLogger();
  const tell = uploadProgress(logger, "/Volumes/a/b/c/d", sizeBytes);
  for (const bytes of sent) tell(bytes);
  return lines;
};

it("each tenth is told once, with sizes in words", () => {
  expect(told(1e9, 50e6, 120e6, 130e6, 555e6, 1e9)).toEqual([
    "info: /Volumes/a/b/c/d: 120 MB of 1 GB (12 %) sent",
    "info: /Volumes/a/b/c/d: 555 MB of 1 GB (55 %) sent",
    "info: /Volumes/a/b/c/d: 1 GB of 1 GB (100 %) sent",
  ]);
});

it("each 100 MB is told where the size is not known", () => {
  expect(told(undefined, 99e6, 100e6, 350e6)).toEqual([
    "info: /Volumes/a/b/c/d: 100 MB sent",
    "info: /Volumes/a/b/c/d: 350 MB sent",
  ]);
});

it("a small file is not worth a line", () => {
  expect(told(9e6, 5e6, 9e6)).toEqual([]);
});

it("another attempt begins from the start", () => {
  expect(told(1e9, 600e6, 65536, 100e6)).toEqual([
    "info: /Volumes/a/b/c/d: 600 MB of 1 GB (60 %) sent",
    "info: /Volumes/a/b/c/d: 100 MB of 1 GB (10 %) sent",
  ]);
});
