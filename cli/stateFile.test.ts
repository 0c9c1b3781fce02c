import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readState, writeState } from "./stateFile";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "state-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => path.join(folder, name);

test("What is written is read again, and nothing else is left in the folder", () => {
  writeState({ polling: { cursor: "9007199254740993" } }, at("state.json"));
  writeState({ polling: { cursor: "9007199254740994" } }, at("state.json"));
  expect(readState(at("state.json"))).toEqual({ polling: { cursor: "9007199254740994" } });
  expect(readdirSync(folder)).toEqual(["state.json"]);
});

test("A file that is not there is the state of a first poll", () => {
  expect(readState(at("state.json"))).toEqual({});
});

test.each([[""], ["{"], ["[]"], ["null"], ['"text"']])(
  "A file that holds %j is refused and stays as it is",
  (text) => {
    writeFileSync(at("notes.txt"), text);
    expect(() => readState(at("notes.txt"))).toThrow(/^--state: .*notes\.txt holds no state of a trigger\./);
    expect(readFileSync(at("notes.txt"), "utf8")).toBe(text);
  },
);

test("A folder is no state", () => {
  mkdirSync(at("folder"));
  expect(() => readState(at("folder"))).toThrow(/^--state: .*folder cannot be read \(EISDIR\)\.$/);
});

test("A state that cannot be written is told with what follows from it", () => {
  expect(() => writeState({}, at("gone/state.json"))).toThrow(
    /^--state: .* cannot be written \(ENOENT\), so the next poll gives the same items again\.$/,
  );
});
