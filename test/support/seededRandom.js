/**
 * Before each test file: `Math.random`, and with it the pauses before retries, follows from Jest's `--seed` and the file. The
 * project's scripts give a seed, so that a change alone makes a test fail.
 */
const path = require("node:path");
const { uniformFloat64 } = require("pure-rand/distribution/uniformFloat64");
const { xoroshiro128plus } = require("pure-rand/generator/xoroshiro128plus");

const root = path.resolve(__dirname, "../..");
const file = path.relative(root, expect.getState().testPath ?? "");
/** Two files that run side by side must not draw the same numbers. */
const ofFile = [...file].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) | 0, 0);
const generator = xoroshiro128plus(jest.getSeed() + ofFile);

Math.random = () => uniformFloat64(generator);
