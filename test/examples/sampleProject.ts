/** The code-native sample in a folder of its own, with the manifest that it is written with. */
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Finished, root, runNode } from "../publish/commandLine";
import { bin, generatedManifest } from "../publish/generatedManifest";
import { emptyFolder } from "../support/emptyFolder";

const sample = path.join(root, "examples/code-native");
const notOurs = new Set(["node_modules", "dist", "manifests", "prism.json"]);

/**
 * The generator writes the schema of a result as text where spectral's own type of a manifest wants an object. What the
 * platform hands out (`cni-component-manifest`) has no such schemas at all.
 */
const withoutSchemas = (code: string): string =>
  code.replace(/^ {2}outputSchema: \{\n[\s\S]*?^ {2}\},\n/m, "");

/** Makes the project. Gives its folder. */
export const sampleProject = async (): Promise<string> => {
  const folder = path.join(emptyFolder(), "sample");
  cpSync(sample, folder, { recursive: true, filter: (file) => !notOurs.has(path.basename(file)) });
  const manifest = path.join(folder, "src/manifests/databricks");
  cpSync(path.join(await generatedManifest(), "src"), manifest, { recursive: true });
  for (const name of readdirSync(path.join(manifest, "actions"))) {
    const file = path.join(manifest, "actions", name);
    writeFileSync(file, withoutSchemas(readFileSync(file, "utf8")));
  }
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return folder;
};

/** A copy of a project with changes: the text to replace and its replacement, by file below src. */
export const changedProject = (
  project: string,
  changes: Record<string, readonly [string, string]>,
): string => {
  const folder = path.join(emptyFolder(), "changed");
  cpSync(project, folder, { recursive: true, verbatimSymlinks: true });
  for (const [name, [from, to]] of Object.entries(changes)) {
    const file = path.join(folder, "src", name);
    const code = readFileSync(file, "utf8");
    if (!code.includes(from)) throw new Error(`${name} has no ${from}`);
    writeFileSync(file, code.replace(from, to));
  }
  return folder;
};

/** Runs a script of the sample's package.json that is one command of a package. */
export const runScript = (project: string, script: "build" | "typecheck"): Promise<Finished> => {
  const { scripts } = JSON.parse(readFileSync(path.join(project, "package.json"), "utf8"));
  const [command, ...args] = String(scripts[script]).split(" ");
  return runNode(args, { cwd: project, node: bin(String(command)) });
};
