import { copyFileSync, cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { distFolder } from "../builtComponent";
import { emptyFolder } from "../support/emptyFolder";
import { root, runNode } from "./commandLine";

const bin = (name: string): string => path.join(root, "node_modules/.bin", name);

describe("the manifest that code-native integrations are written with", () => {
  let manifest: string;

  beforeAll(async () => {
    const folder = path.join(emptyFolder(), "component");
    mkdirSync(folder);
    copyFileSync(path.join(root, "package.json"), path.join(folder, "package.json"));
    cpSync(distFolder, path.join(folder, "dist"), { recursive: true });
    manifest = path.join(folder, "../manifest");
    const finished = await runNode(
      [bin("component-manifest"), "--skip-signature-verify", "--output-dir", manifest],
      { cwd: folder, env: { PRISMATIC_URL: "http://127.0.0.1:9" } },
    );
    expect(finished).toMatchObject({ exitCode: 0 });
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
