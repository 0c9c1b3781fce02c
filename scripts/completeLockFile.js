/**
 * `npm run lockfile`: completes the lock files. Run it after a dependency was added or updated.
 *
 * npm leaves out an optional package of another platform that it could not fetch while it wrote a lock file, and
 * `npm ci` then refuses the file as out of step: such packages are added. Every package gets the integrity that the
 * registry has for its version.
 *
 * `node scripts/completeLockFile.js --check` changes nothing: it lists what is wrong, and fails if anything is.
 */
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const files = ["package-lock.json", "test/publish/runtimes/package-lock.json"];

/** Versions that another package asks for and nobody has published: the registry has no integrity for them. */
const unpublished = ["@databricks/databricks-sql-kernel-win32-x64-msvc@1.0.0"];

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
 * @property {string} [name] where it is not the folder's
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {string} [integrity]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 * @property {boolean} [inBundle]
 * @property {Record<string, string>} [optionalDependencies]
 */

/** @typedef {Record<string, LockedPackage>} LockedPackages by folder */

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

/**
 * The optional packages that a lock file names but does not hold.
 * @param {LockedPackages} packages
 * @returns {LockedPackages}
 */
function leftOut(packages) {
  /** @type {LockedPackages} */
  const found = {};
  for (const { dev, optionalDependencies = {} } of Object.values(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const folder = `node_modules/${name}`;
      if (packages[folder] || !/^\d+\.\d+\.\d+/.test(version)) continue;
      found[folder] = { version, ...platformOf(name), ...(dev && { dev }), optional: true };
    }
  }
  return found;
}

/**
 * A package's name and version, as npm takes them.
 * @param {string} folder
 * @param {LockedPackage} locked
 */
const spec = (folder, { name, version }) => `${name ?? folder.split("node_modules/").at(-1)}@${version}`;

/**
 * The packages of the registry that have no integrity.
 * @param {LockedPackages} packages
 */
const withoutIntegrity = (packages) =>
  Object.entries(packages).filter(
    ([folder, locked]) =>
      folder.includes("node_modules/") &&
      !(locked.integrity || locked.link || locked.inBundle || unpublished.includes(spec(folder, locked))),
  );

/**
 * The integrity of a package, from the registry that npm is configured with. Throws where that does not know the version.
 * @param {string} wanted name and version
 * @returns {string}
 */
const integrityOf = (wanted) =>
  JSON.parse(
    execFileSync("npm", ["view", wanted, "dist.integrity", "--json"], { cwd: root, encoding: "utf8" }),
  );

/**
 * What is wrong with a lock file, one sentence each.
 * @param {LockedPackages} packages
 */
const complaints = (packages) => [
  ...Object.entries(leftOut(packages)).map(([folder, locked]) => `${spec(folder, locked)} is left out`),
  ...withoutIntegrity(packages).map(([folder, locked]) => `${spec(folder, locked)} has no integrity`),
  ...Object.entries(packages)
    .filter(([, { resolved, link }]) => resolved && !link)
    .map(([folder, locked]) => `${spec(folder, locked)} names the host of a registry`),
];

/**
 * Adds what is missing.
 * @param {string} file
 * @param {{ packages: LockedPackages }} lock
 */
function complete(file, lock) {
  const added = leftOut(lock.packages);
  const packages = { ...lock.packages, ...added };
  const incomplete = withoutIntegrity(packages);
  for (const [folder, locked] of incomplete) {
    const { version, ...others } = locked;
    packages[folder] = { version, integrity: integrityOf(spec(folder, locked)), ...others };
  }
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en")));
  fs.writeFileSync(path.join(root, file), `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${file}: ${Object.keys(added).length} packages, ${incomplete.length} integrities added`);
}

const isCheck = process.argv.includes("--check");
for (const file of files) {
  const lock = JSON.parse(fs.readFileSync(path.join(root, file), "utf8"));
  if (!isCheck) complete(file, lock);
  for (const complaint of complaints(lock.packages)) {
    console.error(`${file}: ${complaint}`);
    process.exitCode = 1;
  }
}
if (isCheck && process.exitCode === 1) console.error('"npm run lockfile" adds what is missing.');
