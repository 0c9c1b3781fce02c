/**
 * `npm run check`: format and lint, types, the rules that the files keep, and the lock files; side by side. Prints what
 * each one found. What the compiler knows from the last time is kept in node_modules/.cache. `--build` builds the bundle
 * beside them, and then checks what is generated from it: both have one thread, and the checks leave some time of the others.
 */
const { spawn } = require("node:child_process");
const path = require("node:path");
const { text } = require("node:stream/consumers");

const root = path.resolve(__dirname, "..");

/** @param {string} name a command of the project's packages */
const bin = (name) => path.join(root, "node_modules/.bin", name);

/** @param {string} name of a tsconfig, without its ending */
const typesOf = (name) => {
  const cache = `node_modules/.cache/typescript/${name}.tsbuildinfo`;
  return [bin("tsc"), "-p", `${name}.json`, "--incremental", "--tsBuildInfoFile", cache];
};

const build = {
  bundle: [bin("webpack")],
  "generated files": [bin("tsx"), "scripts/accept.ts", "--check"],
};

/**
 * Each check and its command line. The bundle's own types know nothing of Jest.
 * @type {Record<string, string[]>}
 */
const checks = {
  "format and lint": [bin("biome"), "ci", "--error-on-warnings"],
  "types of the bundle": typesOf("tsconfig"),
  "types of everything": typesOf("tsconfig.dev"),
  "rules of the files": [bin("jest"), "--selectProjects", "rules", "--runInBand", "--verbose=false"],
  "lock files": [process.execPath, "scripts/completeLockFile.js", "--check"],
};

/**
 * Runs a check to its end. Gives whether it passed.
 * @param {string} name
 * @param {string[]} commandLine
 */
async function passes(name, [command = "", ...args]) {
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const exit = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  console.log(code === 0 ? `${name}: passed` : `${name}: FAILED\n${stdout}${stderr}`);
  return code === 0;
}

/** Builds the bundle, and then checks what is generated from it. */
const passesBuild = async () =>
  (await passes("bundle", build.bundle)) && (await passes("generated files", build["generated files"]));

const all = Object.entries(checks).map(([name, commandLine]) => passes(name, commandLine));
if (process.argv.includes("--build")) all.push(passesBuild());

Promise.all(all).then((passed) => {
  process.exitCode = passed.includes(false) ? 1 : 0;
});
