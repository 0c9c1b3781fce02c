/** Cutting a batch into requests, within every limit and without losing anything. */
import fc from "fast-check";
import { type Batch, describeBatch, mergeBatches, splitIntoBatches } from "./batches";
import { batchLimits } from "./mlflow";

const pairs = (count: number, size = 1) =>
  Array.from({ length: count }, (_, index) => ({ key: `k${index}`, value: "x".repeat(size) }));

const metrics = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ key: "m", value: index, timestamp: 0, step: index }));

const sizes = (batches: Batch[]): number[][] =>
  batches.map(({ params, tags, metrics: values }) => [params.length, tags.length, values.length]);

describe("batches", () => {
  it.each([
    [0, 0, 0, []],
    [1, 1, 1, [[1, 1, 1]]],
    [100, 100, 800, [[100, 100, 800]]],
    [
      0,
      0,
      1001,
      [
        [0, 0, 1000],
        [0, 0, 1],
      ],
    ],
    [
      101,
      0,
      0,
      [
        [100, 0, 0],
        [1, 0, 0],
      ],
    ],
    [
      100,
      101,
      5,
      [
        [100, 100, 0],
        [0, 1, 5],
      ],
    ],
    [
      100,
      100,
      801,
      [
        [100, 100, 800],
        [0, 0, 1],
      ],
    ],
  ])("of %d parameters, %d tags and %d metrics", (params, tags, values, expected) => {
    expect(
      sizes(splitIntoBatches({ params: pairs(params), tags: pairs(tags), metrics: metrics(values) })),
    ).toEqual(expected);
  });

  it("keep within every limit, lose nothing, and keep the order", () => {
    fc.assert(
      fc.property(fc.nat(350), fc.nat(350), fc.nat(3500), (params, tags, values) => {
        const all = { params: pairs(params), tags: pairs(tags), metrics: metrics(values) };
        const batches = splitIntoBatches(all);
        for (const batch of batches) {
          expect(batch.params.length).toBeLessThanOrEqual(batchLimits.params);
          expect(batch.tags.length).toBeLessThanOrEqual(batchLimits.tags);
          expect(batch.metrics.length).toBeLessThanOrEqual(batchLimits.metrics);
          const total = batch.params.length + batch.tags.length + batch.metrics.length;
          expect(total).toBeGreaterThan(0);
          expect(total).toBeLessThanOrEqual(batchLimits.all);
        }
        expect(mergeBatches(batches)).toEqual(all);
      }),
      { numRuns: 30 },
    );
  });

  it("keep within a megabyte", () => {
    const batches = splitIntoBatches({ params: [], tags: pairs(40, 60_000), metrics: [] });
    expect(batches.length).toBe(3);
    for (const batch of batches) {
      expect(Buffer.byteLength(JSON.stringify({ run_id: "x".repeat(32), ...batch }))).toBeLessThan(1_000_000);
    }
  });

  it("send what is too large by itself as one, for the server to refuse", () => {
    expect(sizes(splitIntoBatches({ params: [], tags: pairs(2, 2_000_000), metrics: [] }))).toEqual([
      [0, 1, 0],
      [0, 1, 0],
    ]);
  });

  it("are told in words", () => {
    expect(describeBatch({ params: pairs(1), tags: [], metrics: metrics(3) })).toBe(
      "3 metrics, 1 parameters and 0 tags",
    );
  });
});
