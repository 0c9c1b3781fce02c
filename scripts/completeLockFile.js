/**
 * `npm run lockfile`: adds to package-lock.json the optional packages of other platforms that npm has
 * left out. npm drops an optional package that it could not fetch while it wrote the lock file, and
 * `npm ci` then refuses the file as out of step. Run it after a dependency was added or updated.
 */
const fs = require("node:fs");
const path = require("node:path");

const file = path.resolve(__dirname, "../package-lock.json");

/** As package names spell them, and as npm does. */
const OS = {
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  openharmony: "openharmony",
  win32: "win32",
};
/** @type {Record<string, string>} */
const CPU = {
  arm: "arm",
  arm64: "arm64",
  ia32: "ia32",
  loong64: "loong64",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  x64: "x64",
};
/** @type {Record<string, string>} */
const LIBC = { gnu: "glibc", musl: "musl", musleabihf: "musl", gnueabihf: "glibc" };

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {Record<string, string>} [optionalDependencies]
 */

/**
 * What a platform package runs on, read from its name.
 * @param {string} name
 */
function platformOf(name) {
  const words = name.split(/[/-]/);
  /** @param {Record<string, string>} table */
  const find = (table) => words.flatMap((word) => (Object.hasOwn(table, word) ? [table[word]] : []));
  const [os, cpu, libc] = [find(OS), find(CPU), find(LIBC)];
  if (os.length === 0 || cpu.length === 0) throw new Error(`Cannot tell from its name where ${name} runs`);
  return libc.length > 0 ? { os, cpu, libc } : { os, cpu };
}

/** @type {{ packages: Record<string, LockedPackage> }} */
const lock = JSON.parse(fs.readFileSync(file, "utf8"));
const added = [];
for (const { dev, optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const key = `node_modules/${name}`;
    if (lock.packages[key] || !/^\d+\.\d+\.\d+/.test(version)) continue;
    lock.packages[key] = { version, ...platformOf(name), ...(dev && { dev }), ...{ optional: true } };
    added.push(`${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")),
);
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length > 0 ? `Added ${added.length}: ${added.join(", ")}` : "Nothing was missing.");
