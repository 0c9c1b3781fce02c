import { readPages } from "./pollPages";

describe("reading in pieces", () => {
  /** Numbers from a state on, up to a last one, so many in each piece. */
  const numbers =
    (last: number, size: number, asked: number[] = []) =>
    (from: number, remaining: number) => {
      asked.push(remaining);
      const end = Math.min(last, from + Math.min(size, remaining));
      const items = Array.from({ length: Math.max(0, end - from) }, (_, index) => from + index);
      return Promise.resolve({ items, state: end, hasMore: end < last });
    };

  it("goes on until nothing more is there", async () => {
    expect(await readPages(0, numbers(5, 2), 100)).toEqual({
      items: [0, 1, 2, 3, 4],
      state: 5,
      hasMore: false,
    });
  });

  it("ends when enough has come, asks for no more than that, and says that there is more", async () => {
    const asked: number[] = [];
    expect(await readPages(0, numbers(9, 2, asked), 3)).toEqual({
      items: [0, 1, 2],
      state: 3,
      hasMore: true,
    });
    expect(asked).toEqual([3, 1]);
  });

  it("goes on over a piece without items", async () => {
    const pieces = [
      { items: [], state: 1, hasMore: true },
      { items: ["a"], state: 2, hasMore: false },
    ];
    const read = () => Promise.resolve(pieces.shift() ?? { items: ["never"], state: 3, hasMore: false });
    expect(await readPages(0, read, 10)).toEqual({ items: ["a"], state: 2, hasMore: false });
  });
});
