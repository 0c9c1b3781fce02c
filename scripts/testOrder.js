/**
 * The order of test files: without times of an earlier run, Jest begins with the largest files. Those of all faults and of a
 * new action are short to read and long to run, and would be the last, alone on one core.
 */
const { default: Sequencer } = require("@jest/test-sequencer");

const longest = /[\\/]test[\\/](?:faults|newAction)\.test\.ts$/;

module.exports = class TestOrder extends Sequencer {
  /**
   * @override
   * @param {Parameters<Sequencer["sort"]>[0]} tests
   */
  async sort(tests) {
    const isLong = (/** @type {{ path: string }} */ { path }) => longest.test(path);
    const sorted = [...(await super.sort(tests))];
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
