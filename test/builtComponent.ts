/** The built bundle, for the tests that run on it. */
import { execFileSync } from "node:child_process";
import { readdirSync, statSync, utimesSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "..");

/** Where the build leaves the component. */
export const distFolder = path.join(root, "dist");

const inputs = ["src", "build", "assets", "webpack.config.js", "tsconfig.json", "package-lock.json"];

function lastChange(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(file).map((name) => lastChange(path.join(file, name))));
}

/** Jest's global setup: builds the component unless `dist` is newer than everything it is made from. */
export default function buildWhenStale(): void {
  const newest = Math.max(...inputs.map((input) => lastChange(path.join(root, input))));
  if (lastChange(path.join(distFolder, "index.js")) > newest) return;
  execFileSync(process.execPath, [require.resolve("webpack/bin/webpack.js")], {
    cwd: root,
    stdio: "inherit",
  });
  // A bundle that came out the same keeps its time, and would be built again and again.
  const now = new Date();
  utimesSync(path.join(distFolder, "index.js"), now, now);
}
