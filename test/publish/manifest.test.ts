import { existsSync, symlinkSync } from "node:fs";
import path from "node:path";
import { distFolder } from "../builtComponent";
import { root, runNode } from "./commandLine";
import { bin, generatedManifest } from "./generatedManifest";

describe("the manifest that code-native integrations are written with", () => {
  let manifest: string;

  beforeAll(async () => {
    manifest = await generatedManifest();
  });

  test("has a file for every action, connection and data source, named as its key", () => {
    const { default: component } = require(path.join(distFolder, "index.js"));
    const expected = [
      ...Object.keys(component.actions).map((key) => `actions/${key}.ts`),
      ...component.connections.map(({ key }: { key: string }) => `connections/${key}.ts`),
      ...Object.keys(component.dataSources).map((key) => `dataSources/${key}.ts`),
    ];
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.filter((file) => !existsSync(path.join(manifest, "src", file)))).toEqual([]);
  });

  test("compiles", async () => {
    symlinkSync(path.join(root, "node_modules"), path.join(manifest, "node_modules"));
    const { exitCode, stdout } = await runNode([bin("tsc"), "--noEmit", "-p", manifest], { cwd: manifest });
    expect([stdout, exitCode]).toEqual(["", 0]);
  });
});
