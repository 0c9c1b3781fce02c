import { WorkspaceClock } from "./clock";
import { atSpeed, type LinkSpeed } from "./linkSpeed";

async function* pieces(...sizes: number[]): AsyncGenerator<Buffer> {
  for (const [index, size] of sizes.entries()) yield Buffer.alloc(size, index + 1);
}

/** What came, and how much workspace time it took, in ms. */
const taken = async (speed: LinkSpeed, ...sizes: number[]): Promise<{ bytes: Buffer; ms: number }> => {
  const clock = new WorkspaceClock("auto", 1_000_000);
  const parts: Buffer[] = [];
  for await (const part of atSpeed(pieces(...sizes), speed, clock)) parts.push(part);
  return { bytes: Buffer.concat(parts), ms: clock.now() - 1_000_000 };
};

describe("a link", () => {
  it("takes no time unless told otherwise", async () => {
    expect((await taken({ delayMs: 0 }, 1_000_000)).ms).toBe(0);
  });

  it("waits before its first byte, also where there is none", async () => {
    expect((await taken({ delayMs: 150 }, 10)).ms).toBe(150);
    expect((await taken({ delayMs: 150 })).ms).toBe(150);
  });

  it("brings so many bytes a second, each once and in order", async () => {
    const { bytes, ms } = await taken({ delayMs: 100, bytesPerSecond: 1_000_000 }, 700_000, 1, 1_300_000);
    expect(ms).toBeGreaterThanOrEqual(2100);
    expect(ms).toBeLessThan(2110);
    expect(
      bytes.equals(Buffer.concat([Buffer.alloc(700_000, 1), Buffer.of(2), Buffer.alloc(1_300_000, 3)])),
    ).toBe(true);
  });
});
