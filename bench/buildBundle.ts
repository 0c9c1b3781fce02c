import { execFileSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "..");

/**
 * Runs webpack with a configuration file of this project and gives the path of the bundle. Warnings
 * are not shown: the stock build has one about jest-util, which it needlessly bundles.
 * @throws when the build fails
 */
export function buildBundle(configFile: string, folder: string): string {
  const args = [require.resolve("webpack/bin/webpack.js"), "--config", configFile, "--output-path", folder];
  execFileSync(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  return path.join(folder, "index.js");
}
