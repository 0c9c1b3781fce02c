/**
 * Makes links as slow as a distant network: a delay before the first byte, and a limited number of bytes per second.
 */
import type { WorkspaceClock } from "./clock";

/** How fast every connection to storage is. */
export interface LinkSpeed {
  /** Before the first byte, in ms of workspace time. */
  delayMs: number;
  /** As fast as it can where undefined. */
  bytesPerSecond?: number;
}

/** At most so many bytes go out at once. */
const MAX_BURST_BYTES = 256 * 1024;

/** What a connection of this speed brings in a tenth of a second, so that a slow one drips. */
const burstSize = (bytesPerSecond = Number.POSITIVE_INFINITY): number =>
  Math.max(1, Math.min(MAX_BURST_BYTES, Math.ceil(bytesPerSecond / 10)));

/**
 * The bytes of a source, each not before its time.
 * @param clock the workspace's clock, whose time the bytes take
 */
export async function* atSpeed(
  source: AsyncIterable<Buffer>,
  { delayMs, bytesPerSecond }: LinkSpeed,
  clock: Pick<WorkspaceClock, "now" | "sleep">,
): AsyncGenerator<Buffer> {
  await clock.sleep(delayMs);
  const startedAt = clock.now();
  const burstBytes = burstSize(bytesPerSecond);
  let sent = 0;
  for await (const piece of source) {
    for (let from = 0; from < piece.length; from += burstBytes) {
      const burst = piece.subarray(from, from + burstBytes);
      yield burst;
      sent += burst.length;
      const dueAt = bytesPerSecond === undefined ? startedAt : startedAt + (sent / bytesPerSecond) * 1000;
      await clock.sleep(dueAt - clock.now());
    }
  }
}
