/** Runs webpack for tests: resolves to the bundle's path, rejects with the build's errors. */
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import webpack, { type Configuration } from "webpack";

/** A new folder outside the project, so that nothing in it resolves to the project's packages. */
export const emptyFolder = (): string => mkdtempSync(path.join(os.tmpdir(), "databricks-component-"));

/** @throws Error with the messages of all build errors */
export function bundled(config: Configuration, folder = emptyFolder()): Promise<string> {
  const output = { ...config.output, path: folder };
  return new Promise((resolve, reject) => {
    const compiler = webpack({ ...config, output });
    if (!compiler) throw new Error("webpack gave no compiler");
    compiler.run((failure, stats) => {
      const errors = stats?.toJson({ all: false, errors: true }).errors ?? [];
      compiler.close(() => {
        if (failure) reject(failure);
        else if (errors.length > 0) reject(new Error(errors.map((error) => error.message).join("\n")));
        else resolve(path.join(folder, "index.js"));
      });
    });
  });
}
