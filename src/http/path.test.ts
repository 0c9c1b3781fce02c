import fc from "fast-check";
import { path, withSegments } from "./path";

const host = "https://dbc-1234567890123456.cloud.databricks.com";
const segmentsOf = (apiPath: string): string[] => new URL(apiPath, host).pathname.split("/");

describe("path", () => {
  it("leaves what a plain id looks like alone", () => {
    expect(path`/api/2.0/sql/warehouses/${"475b94ddc7cd5211"}/start`).toBe(
      "/api/2.0/sql/warehouses/475b94ddc7cd5211/start",
    );
  });

  it("keeps every value in its own place, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        fc.pre(value.trim() !== "" && value !== "." && value !== "..");
        const segments = segmentsOf(path`/api/2.0/things/${value}/end`);
        expect(segments).toHaveLength(6);
        expect(segments.slice(0, 4)).toEqual(["", "api", "2.0", "things"]);
        expect(decodeURIComponent(segments[4] ?? "")).toBe(value);
        expect(segments[5]).toBe("end");
      }),
    );
  });

  it.each([
    "abc/../../x",
    "..%2f..%2fx",
    "%2e%2e",
    "a?b=c",
    "a#b",
    "a\\..\\b",
    "//evil.example",
    "@evil.example",
    "\r\nHost: x",
  ])("keeps %j from leaving its place", (value) => {
    const url = new URL(path`/api/2.0/things/${value}`, host);
    expect(url.origin).toBe(host);
    expect(url.search + url.hash).toBe("");
    expect(url.pathname.startsWith("/api/2.0/things/")).toBe(true);
    expect(url.pathname.split("/")).toHaveLength(5);
  });

  it.each(["", " ", "\t\n", ".", "..", "\ud800"])("refuses %j", (value) => {
    expect(() => path`/api/2.0/things/${value}`).toThrow(/A value in the path \/api\/2\.0\/things\/\{\}/);
  });
});

describe("withSegments", () => {
  it("keeps the slashes, and every name in its place", () => {
    const names = ["a b", "50%", "c#d", "1+1", "wer?", "größe", "a/b"];
    expect(segmentsOf(withSegments(path`/api`, names)).slice(2).map(decodeURIComponent)).toEqual(names);
  });

  it.each(["", ".", "..", "\ud800"])("refuses the name %j", (name) => {
    expect(() => withSegments(path`/api`, ["a", name])).toThrow(/A value in the path \/api\/\{\}/);
  });
});
