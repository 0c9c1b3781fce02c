/** Runs webpack for tests: resolves to the bundle's path, rejects with the build's errors. */
import path from "node:path";
import webpack, { type Configuration } from "webpack";
import { emptyFolder } from "../support/emptyFolder";

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
