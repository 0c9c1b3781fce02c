import { volumePathInput } from "./volumePath";

const file = volumePathInput({ kind: "file", label: "File Path", comments: "" });
const directory = volumePathInput({ kind: "directory", label: "Directory Path", comments: "" });
const page = "https://dbc-1.cloud.databricks.com/explore/data/volumes/main/default/landing";

describe("the path of a file", () => {
  it.each([
    ["/Volumes/main/default/landing/a.csv", "/Volumes/main/default/landing/a.csv"],
    [" dbfs:/Volumes/main/default/landing/a.csv\n", "/Volumes/main/default/landing/a.csv"],
    [
      "/Volumes/main/default/landing/50% off/c#1+1?.größe",
      "/Volumes/main/default/landing/50% off/c#1+1?.größe",
    ],
    ["/Volumes/main/default/landing/%2e%2e/%2Fx", "/Volumes/main/default/landing/%2e%2e/%2Fx"],
    [
      `${page}?o=1&volumePath=%2FVolumes%2Fmain%2Fdefault%2Flanding%2Fa%20b.csv`,
      "/Volumes/main/default/landing/a b.csv",
    ],
  ])("is taken: %j", (given, path) => {
    expect(file.clean(given)).toBe(path);
  });

  it.each<unknown>([
    ...[
      "",
      "  ",
      undefined,
      null,
      7,
      {},
      "a.csv",
      "main.default.landing",
      "/FileStore/a.csv",
      "s3://b/a.csv",
    ],
    ...["/Volumes", "/Volumes/main/default/landing", "/Volumes/main/default/landing/dir/"],
    ...["/Volumes/main//landing/a.csv", "/Volumes/main/default/landing//a.csv", "/Volumes/a/b/c/ /d"],
    ...["/Volumes/main/default/landing/../a.csv", "/Volumes/main/default/landing/./a.csv"],
    ...["/Volumes/main/default/landing/a\u0000.csv", "/Volumes/main/default/landing/\ud800"],
    ...["/Volumes/main/default/landing/a.csv ", "/Volumes/main/default/landing/a.csv\u00a0"],
    ...["https://dbc-1.cloud.databricks.com/jobs/1", page, `/Volumes/a/b/c/${"x".repeat(20_000)}`],
  ])("is refused by the input's label: %j", (given) => {
    expect(() => file.clean(given)).toThrow(/^File Path /);
  });
});

describe("the path of a directory", () => {
  it.each([
    ["/Volumes/main/default/landing", "/Volumes/main/default/landing"],
    ["/Volumes/main/default/landing/", "/Volumes/main/default/landing"],
    ["dbfs:/Volumes/main/default/landing/2026/01/", "/Volumes/main/default/landing/2026/01"],
    [`${page}?o=1`, "/Volumes/main/default/landing"],
    [
      `${page}?volumePath=%2FVolumes%2Fmain%2Fdefault%2Flanding%2F2026%2F`,
      "/Volumes/main/default/landing/2026",
    ],
  ])("is taken: %j", (given, path) => {
    expect(directory.clean(given)).toBe(path);
  });

  it.each(["/Volumes/main/default", "/Volumes/", "/", "/Volumes/main/default/landing//"])(
    "is refused by the input's label: %j",
    (given) => {
      expect(() => directory.clean(given)).toThrow(/^Directory Path /);
    },
  );
});
