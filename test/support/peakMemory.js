/** How much memory a process had at most. */
const { existsSync, readFileSync, writeFileSync } = require("node:fs");

const statusFile = "/proc/self/status";
const resetFile = "/proc/self/clear_refs";

/** What Linux tells of this process alone, in bytes; undefined elsewhere. */
const ownPeakBytes = () => {
  if (!existsSync(statusFile)) return undefined;
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(statusFile, "utf8")) ?? [];
  return kilobytes && Number(kilobytes) * 1024;
};

/**
 * The most memory that this process had at a time, in bytes. On Linux `process.resourceUsage` counts the memory of the process
 * that started this one, too.
 */
const peakBytes = () => ownPeakBytes() || process.resourceUsage().maxRSS * 1024;

/** Has the peak start anew. Only Linux can; elsewhere what was before counts too. */
const resetPeak = () => {
  if (existsSync(resetFile)) writeFileSync(resetFile, "5");
};

module.exports = { peakBytes, resetPeak };
