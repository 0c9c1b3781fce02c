import { spawnSync } from "node:child_process";

it("tells the memory of a process without that of the one that started it", () => {
  const held = Buffer.alloc(300e6, 1);
  const script = `console.log(require(${JSON.stringify(require.resolve("./peakMemory"))}).peakBytes())`;
  const { stdout } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
  expect(Number(stdout)).toBeGreaterThan(10e6);
  expect(Number(stdout)).toBeLessThan(held.length);
});
