/**
 * What tests import as "fast-check": its cases follow from Jest's `--seed`. The project's scripts give one, so that a change alone
 * makes a test fail; `npx jest` takes another each time, and prints it with `--showSeed`.
 */
const path = require("node:path");

const byPath = path.resolve(__dirname, "../../node_modules/fast-check/lib/cjs/fast-check.js");

/** @type {typeof import("fast-check")} */
const fastCheck = require(byPath);
fastCheck.configureGlobal({ seed: jest.getSeed() });

module.exports = fastCheck;
