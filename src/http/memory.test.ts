import { fitsIntoMemory } from "./memory";

const megabyte = 1024 * 1024;

afterEach(() => jest.restoreAllMocks());

/** Lets the process have this much more memory than it has now. */
const leave = (bytes: number): number => {
  const limit = process.memoryUsage.rss() + bytes;
  jest.spyOn(process, "constrainedMemory").mockReturnValue(limit);
  return limit;
};

describe("fitsIntoMemory", () => {
  it("refuses what is larger than the whole memory of the process", () => {
    expect(fitsIntoMemory(leave(10 * megabyte))).toBe(false);
  });

  it("counts no bytes of an earlier step that nobody needs any more", () => {
    let result: Buffer | undefined = Buffer.alloc(300 * megabyte, 1);
    leave(10 * megabyte);
    expect(result.length).toBe(300 * megabyte);
    result = undefined;
    expect(fitsIntoMemory(150 * megabyte)).toBe(true);
  });

  it("has no limit but that of the heap where the process has none", () => {
    jest.spyOn(process, "constrainedMemory").mockReturnValue(2 ** 60);
    expect(fitsIntoMemory(100)).toBe(true);
    expect(fitsIntoMemory(1e12)).toBe(false);
  });
});
