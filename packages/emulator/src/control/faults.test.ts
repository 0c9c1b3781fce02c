import { HttpError } from "../apiError";
import { Faults } from "./faults";

/** How often a fault fires in so many requests. */
const fires = (faults: Faults, requests: number, path = "/a") =>
  Array.from({ length: requests }, () => faults.take("before", "GET", path) !== undefined);

const malformed: unknown[] = [
  { typo: 1 },
  { toString: 1 },
  { phase: "during" },
  { times: -1 },
  { skip: 1.5 },
  { status: 99 },
  { status: "500" },
  { headers: { "retry-after": 3 } },
  { headers: "retry-after: 3" },
  { path: "^(" },
  { drop: "yes" },
  { delay_ms: "soon" },
  [],
  "drop",
];

describe("a fault", () => {
  it("fires once, before the handler, where nothing else is said", () => {
    const faults = new Faults();
    faults.add({ status: 503 });
    expect(faults.take("after", "GET", "/a")).toBeUndefined();
    expect(fires(faults, 3)).toEqual([true, false, false]);
  });

  it("lets requests pass first and then fires as often as it is told", () => {
    const faults = new Faults();
    faults.add({ skip: 2, times: 2, status: 500 });
    expect(fires(faults, 6)).toEqual([false, false, true, true, false, false]);
    expect(faults.list()).toEqual([
      { phase: "before", skip: 2, times: 2, status: 500, matched: 4, fired: 2 },
    ]);
  });

  it("fires only for its own method and path", () => {
    const faults = new Faults();
    faults.add({ method: "post", path: "/a/b", times: 9 });
    expect(faults.take("before", "GET", "/a/b")).toBeUndefined();
    expect(faults.take("before", "POST", "/a")).toBeUndefined();
    expect(faults.take("before", "POST", "/a/b/c")).toBeUndefined();
    expect(faults.take("before", "POST", "/a/b")).toBeDefined();
  });

  it("takes a path that starts with ^ for a regular expression", () => {
    const faults = new Faults();
    faults.add({ path: "^/api/2\\.[01]/clusters/(get|list)$", times: 9 });
    expect(fires(faults, 1, "/api/2.1/clusters/get")).toEqual([true]);
    expect(fires(faults, 1, "/api/2.1/clusters/start")).toEqual([false]);
  });

  it("leaves what it does not match to the next one", () => {
    const faults = new Faults();
    faults.add({ skip: 1, status: 500 });
    faults.add({ status: 429, times: 2 });
    const statuses = [1, 2, 3, 4].map(() => faults.take("before", "GET", "/")?.status);
    expect(statuses).toEqual([429, 500, 429, undefined]);
  });

  it("is gone once all are removed", () => {
    const faults = new Faults();
    faults.add({ times: 5 });
    faults.clear();
    expect(fires(faults, 1)).toEqual([false]);
    expect(faults.list()).toEqual([]);
  });

  it.each(malformed)("is refused when it is malformed: %p", (given) => {
    const faults = new Faults();
    expect(() => faults.add(given)).toThrow(HttpError);
    expect(faults.list()).toEqual([]);
  });
});
