import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder outside the project, so that nothing in it finds the project's packages; gone after the tests. */
export function emptyFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "databricks-component-"));
  folders.push(folder);
  return folder;
}
