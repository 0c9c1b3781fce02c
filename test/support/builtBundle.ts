/** The built bundle: what the platform's runner loads. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/** The bundle's file. */
export const bundleFile = path.join(root, "dist/index.js");

const sources = ["src", "build", "assets", "package.json", "tsconfig.json", "webpack.config.js"];

/** When anything below a path was last changed, ms since the epoch. */
const changedAt = (file: string): number => {
  const { mtimeMs } = statSync(file);
  if (!statSync(file).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(file).map((name) => changedAt(path.join(file, name))));
};

const isStale = (): boolean => {
  if (!existsSync(bundleFile)) return true;
  return Math.max(...sources.map((name) => changedAt(path.join(root, name)))) > statSync(bundleFile).mtimeMs;
};

/**
 * Builds the bundle where it is missing or older than what it is made of.
 * @throws Error with webpack's own words where it cannot be built
 */
export const buildIfStale = (): void => {
  if (!isStale()) return;
  const webpack = require.resolve("webpack-cli/bin/cli.js");
  execFileSync(process.execPath, [webpack], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
};
