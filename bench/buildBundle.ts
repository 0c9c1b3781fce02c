import { execFileSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "..");

/**
 * Runs webpack with a configuration file of this project and gives the path of the bundle. Warnings
 * are not shown: the stock build has one about jest-util, which it needlessly bundles.
 * @param options further ones of webpack
 * @throws when the build fails
 */
export function buildBundle(configFile: string, folder: string, ...options: string[]): string {
  const webpack = require.resolve("webpack/bin/webpack.js");
  const args = [webpack, "--config", configFile, "--output-path", folder, ...options];
  execFileSync(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  return path.join(folder, "index.js");
}
