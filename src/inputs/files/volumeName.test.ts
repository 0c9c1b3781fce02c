import { directoryIn, volumeInput, volumePathOf } from "./volumeName";

const volume = volumeInput({ label: "Volume", comments: "" });

describe("a volume", () => {
  it.each([
    ["landing", "landing"],
    [" `landing` ", "landing"],
    ["main.default.landing", "/Volumes/main/default/landing"],
    ["/Volumes/main/default/landing/", "/Volumes/main/default/landing"],
    ["/Volumes/main/default/landing/in 1", "/Volumes/main/default/landing/in 1"],
    ["dbfs:/Volumes/main/default/landing", "/Volumes/main/default/landing"],
    [
      "https://dbc-1.cloud.databricks.com/explore/data/volumes/main/default/landing",
      "/Volumes/main/default/landing",
    ],
  ])("is taken: %j", (given, name) => {
    expect(volume.clean(given)).toBe(name);
  });

  it.each<unknown>(["", " ", null, "a.b", "a.b.c.d", "..", "a/b", "/Volumes/a/b", "s3://a/b", true])(
    "is refused by the input's label: %j",
    (given) => {
      expect(() => volume.clean(given)).toThrow(/^Volume /);
    },
  );

  it("is found in the catalog and the schema beside it, which its path does not need", () => {
    expect(volumePathOf({ catalog: "main", schema: "default", volume: "landing" })).toBe(
      "/Volumes/main/default/landing",
    );
    expect(volumePathOf({ catalog: "main", volume: "/Volumes/a/b/c" })).toBe("/Volumes/a/b/c");
    expect(() => volumePathOf({ schema: "default", volume: "landing" })).toThrow(/^Catalog is empty/);
    expect(() => volumePathOf({ catalog: "main", volume: "landing" })).toThrow(/^Schema is empty/);
  });
});

describe("a directory", () => {
  const root = "/Volumes/main/default/landing";

  it.each([
    [undefined, root],
    ["in/2026", `${root}/in/2026`],
    ["/in/", `${root}/in`],
    ["/Volumes/a/b/c/d", "/Volumes/a/b/c/d"],
  ])("is found below its volume: %j", (given, path) => {
    expect(directoryIn(root, given)).toBe(path);
  });

  it.each(["..", "a//b", "a/./b", "a\u0000"])("is refused by its label: %j", (given) => {
    expect(() => directoryIn(root, given)).toThrow(/^Directory /);
  });
});
