/** The grammar of searches for runs. */
import { otherRun, run } from "../../seed/mlflow";
import { readFilter, readOrder } from "./filter";
import type { MlflowRun } from "./tracking";

const named: MlflowRun = {
  info: { run_id: "c", run_name: "Third one", status: "FAILED", start_time: 5 },
  data: {
    tags: [{ key: "odd key", value: "it's" }],
    metrics: [{ key: "a b", value: -1, timestamp: 0, step: 0 }],
  },
};

const found = (filter: string): (string | undefined)[] =>
  [run as MlflowRun, otherRun as MlflowRun, named]
    .filter(readFilter(filter))
    .map(({ info }) => info.run_name);

describe("a filter", () => {
  it.each([
    ["", ["line", "mean", "Third one"]],
    ["metrics.rmse < 20", ["line"]],
    ["metric.rmse >= 11.5 AND metrics.rmse <= 27.25", ["line", "mean"]],
    ["metrics.rmse = 11.5", ["line"]],
    ["metrics.rmse != 11.5", ["mean"]],
    ["metrics.`a b` < 0", ["Third one"]],
    ['metrics."a b" = -1', ["Third one"]],
    ["params.model = 'line'", ["line"]],
    ['parameters.model != "line"', ["mean"]],
    ["params.model LIKE '%i_e'", ["line"]],
    ["params.model ILIKE 'LINE'", ["line"]],
    ['tags."odd key" = "it\'s"', ["Third one"]],
    ["attributes.status = 'FINISHED' and metrics.rmse > 20", ["mean"]],
    ["status='FAILED'", ["Third one"]],
    ["attr.start_time < 10", ["Third one"]],
    ["run.run_name LIKE 'Third%'", ["Third one"]],
    ["params.none = 'x'", []],
  ])("%s finds %j", (filter, names) => {
    expect(found(filter)).toEqual(names);
  });

  it.each([
    ["nonsense", "Invalid clause(s) in filter string: 'nonsense'"],
    ["metrics.rmse < 20 AND", "Invalid clause(s) in filter string"],
    ["metrics.rmse < 20 OR metrics.rmse > 30", "Invalid clause(s) in filter string"],
    ["metrics.rmse < 'a'", "Expected numeric value type"],
    ["params.model = line", "Expected a quoted string value"],
    ["params.model < 'a'", "Invalid comparator '<' for a string."],
    ["metrics.rmse LIKE 1", "Invalid comparator 'LIKE' for a number."],
    ["things.a = 'b'", "Invalid entity type or key in 'things.a'"],
    ["attributes.colour = 'red'", "Invalid attribute key 'colour' specified."],
  ])("%s is refused", (filter, message) => {
    expect(() => readFilter(filter)).toThrow(message);
  });
});

describe("an order", () => {
  const ordered = (...orderBy: string[]): (string | undefined)[] =>
    [run as MlflowRun, otherRun as MlflowRun, named]
      .sort(readOrder(orderBy))
      .map(({ info }) => info.run_name);

  it.each([
    [[], ["mean", "line", "Third one"]],
    [["metrics.rmse"], ["line", "mean", "Third one"]],
    [["metrics.rmse DESC"], ["mean", "line", "Third one"]],
    [["attributes.run_name desc"], ["mean", "line", "Third one"]],
    [
      ["status ASC", "params.model DESC"],
      ["Third one", "mean", "line"],
    ],
  ])("%j", (orderBy, names) => {
    expect(ordered(...orderBy)).toEqual(names);
  });

  it("of nothing known is refused", () => {
    expect(() => readOrder(["things.a ASC"])).toThrow("Invalid entity type or key");
  });
});
