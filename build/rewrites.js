/**
 * Ways to rewrite a module for the bundle. Each takes (source, file) and gives the new source, or
 * throws an Error that says what no longer matches.
 */
const path = require("node:path");

/**
 * The short name of a file: its path from its package on.
 * @param {string} file
 */
const shortName = (file) =>
  path.posix.join(...(file.split(`node_modules${path.sep}`).at(-1) ?? file).split(path.sep));

/**
 * Keeps every export of a CommonJS module by name; using one throws an error that names it.
 * @type {import("./ModulePatchesPlugin").ModulePatch["rewrite"]}
 */
function leftOut(_source, file) {
  const exported = Object.entries(require(file));
  if (exported.length === 0) throw new Error(`${shortName(file)} exports nothing that could be left out`);
  const lines = exported.map(([name, value]) =>
    typeof value === "function" ? `exports.${name} = function () { gone("${name}"); };` : getter(name),
  );
  return `
    Object.defineProperty(exports, "__esModule", { value: true });
    function gone(name) {
      throw new Error(name + " of ${shortName(file)} is left out of this bundle (build/modulePatches.js)");
    }
    ${lines.join("\n")}`;
}

/** @param {string} name */
function getter(name) {
  return `Object.defineProperty(exports, "${name}", { enumerable: true, get() { gone("${name}"); } });`;
}

/**
 * Swaps one piece of the source, which must occur exactly once.
 * @param {string} from
 * @param {string} to
 * @returns {import("./ModulePatchesPlugin").ModulePatch["rewrite"]}
 */
function edited(from, to) {
  return (source, file) => {
    const occurrences = source.split(from).length - 1;
    if (occurrences !== 1) {
      throw new Error(`expected once, found ${occurrences} times in ${shortName(file)}: ${from}`);
    }
    return source.replace(from, () => to);
  };
}

/**
 * Swaps the whole source.
 * @param {string} replacement
 * @returns {import("./ModulePatchesPlugin").ModulePatch["rewrite"]}
 */
function replaced(replacement) {
  return () => replacement;
}

module.exports = { leftOut, edited, replaced, shortName };
