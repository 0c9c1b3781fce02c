/** What metrics, parameters and tags may be given as. */
import { batchInputs } from "./batchInputs";

describe("metrics", () => {
  const { metrics } = batchInputs;

  it.each([
    [undefined, []],
    ["", []],
    [[], []],
    [[{ key: "", value: "" }], []],
    [[{ key: " rmse ", value: "11.5" }], [{ key: "rmse", value: 11.5 }]],
    [
      { rmse: 11.5, mae: "-1e-3" },
      [
        { key: "rmse", value: 11.5 },
        { key: "mae", value: -0.001 },
      ],
    ],
    ['{"rmse": 11.5}', [{ key: "rmse", value: 11.5 }]],
    [
      '[{"key": "rmse", "value": 1, "step": 2, "timestamp": 3}, {"key": "rmse", "value": 2, "step": "-1", "timestamp": "2025-11-18T12:00:00Z"}]',
      [
        { key: "rmse", value: 1, step: 2, timestamp: 3 },
        { key: "rmse", value: 2, step: -1, timestamp: Date.UTC(2025, 10, 18, 12) },
      ],
    ],
  ])("are read from %j", (value, expected) => {
    expect(metrics.clean(value)).toEqual(expected);
  });

  it.each([
    [[{ key: "a", value: "NaN" }], 'Metrics must have finite numbers as values: that of "a" is not.'],
    [[{ key: "a", value: "1e400" }], 'Metrics must have finite numbers as values: that of "a" is not.'],
    [{ a: null }, 'Metrics must have finite numbers as values: that of "a" is not.'],
    [[{ key: "a", value: true }], "Metrics must have finite numbers"],
    [[{ value: 1 }], "Metrics has a value without a key."],
    [
      [{ key: "x".repeat(251), value: 1 }],
      'Metrics has a key of 251 characters, "xxxxxxxxxxxxxxxxxxxx...": MLflow takes 250 at most.',
    ],
    [[{ key: "a", value: 1, step: 0.5 }], 'Metrics must have whole numbers as steps: that of "a" is not.'],
    [[{ key: "a", value: 1, timestamp: "noon" }], 'Metrics: the timestamp of "a" must be a time'],
    [
      [{ key: "a", value: 1, unit: "s" }],
      'Metrics has "unit" in an entry, which takes key, value, timestamp and step.',
    ],
    [7, "Metrics must be a list of keys and values."],
    ["{a: 1}", "Metrics is not JSON"],
  ])("are not read from %j", (value, message) => {
    expect(() => metrics.clean(value)).toThrow(message);
  });
});

describe("parameters and tags", () => {
  const read = batchInputs.tags.clean;

  it.each([
    [undefined, []],
    [
      { a: 1, b: true, c: "x", d: null },
      [
        { key: "a", value: "1" },
        { key: "b", value: "true" },
        { key: "c", value: "x" },
        { key: "d", value: "" },
      ],
    ],
    [
      [
        { key: "a", value: "x" },
        { key: "a", value: "x" },
      ],
      [{ key: "a", value: "x" }],
    ],
  ])("are read from %j", (value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it.each([
    [
      [
        { key: "a", value: "x" },
        { key: "a", value: "y" },
      ],
      'Tags has the key "a" twice, with different values.',
    ],
    [{ a: { b: 1 } }, 'Tags must have texts or numbers as values: that of "a" is neither.'],
    [[{ key: "a", value: Number.POSITIVE_INFINITY }], "Tags must have texts or numbers as values"],
    [{ ["k".repeat(300)]: 1 }, "Tags has a key of 300 characters"],
  ])("are not read from %j", (value, message) => {
    expect(() => read(value)).toThrow(message);
  });
});
