/** The manifest that spectral's own generator makes of the built component. */
import { copyFileSync, cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { distFolder } from "../builtComponent";
import { emptyFolder } from "../support/emptyFolder";
import { root, runNode } from "./commandLine";

/** A command of the project's packages. */
export const bin = (name: string): string => path.join(root, "node_modules/.bin", name);

/** Generates the manifest, in a new folder. Gives the folder; throws where the generator fails. */
export const generatedManifest = async (): Promise<string> => {
  const folder = path.join(emptyFolder(), "component");
  mkdirSync(folder);
  copyFileSync(path.join(root, "package.json"), path.join(folder, "package.json"));
  cpSync(distFolder, path.join(folder, "dist"), { recursive: true });
  const manifest = path.join(folder, "../manifest");
  const { exitCode, stdout, stderr } = await runNode(
    [bin("component-manifest"), "--skip-signature-verify", "--output-dir", manifest],
    { cwd: folder, env: { PRISMATIC_URL: "http://127.0.0.1:9" } },
  );
  if (exitCode !== 0) throw new Error(`No manifest: ${stdout}${stderr}`);
  return manifest;
};
