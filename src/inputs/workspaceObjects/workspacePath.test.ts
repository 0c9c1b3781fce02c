import { workspaceDirectoryInput, workspacePathInput } from "./workspacePath";

const texts = { label: "Path", comments: "" };
const directory = workspaceDirectoryInput(texts);
const object = workspacePathInput(texts);

it.each([
  ["/", "/"],
  [" /Shared/\n", "/Shared"],
  ["/Workspace/Users/ada@example.com/50% off", "/Workspace/Users/ada@example.com/50% off"],
])("the path of a directory is taken: %j", (given, path) => {
  expect(directory.clean(given)).toBe(path);
});

it.each<unknown>([
  ...["", " ", undefined, 7, {}, "Shared/a", "https://dbc-1.cloud.databricks.com/#workspace/Shared"],
  ...["/Shared//a", "/Shared/../a", "/Shared/./a", "/Shared/a ", "/Shared/\u0000", "/Shared/\ud800"],
  ...["/Volumes/main/default/landing", `/${"x".repeat(20_000)}`],
])("a path is refused by the input's label: %j", (given) => {
  expect(() => directory.clean(given)).toThrow(/^Path /);
});

it.each(["/", "/Workspace", "/Workspace/"])("the root is no object: %j", (given) => {
  expect(() => object.clean(given)).toThrow("Path is the root of the workspace.");
});
