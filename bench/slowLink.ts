/** A distant link: a TCP proxy on loopback that delays the data by half a round trip each way. */

import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** Passes on what comes, each piece when its time has come, in order; the end passes in order, too. */
const passDelayed = (from: Socket, to: Socket, delayMs: number): void => {
  const later = (send: () => void): void => void setTimeout(send, delayMs);
  from.on("data", (piece) => {
    // What is on its way is bounded by the reader: the sender waits while the other side does not take more.
    later(() => {
      if (to.writableEnded || to.destroyed) return;
      if (!to.write(piece)) {
        from.pause();
        to.once("drain", () => from.resume());
      }
    });
  });
  from.on("end", () => later(() => to.end()));
  from.on("error", () => later(() => to.destroy()));
  from.on("close", () => later(() => to.destroySoon()));
};

/**
 * Opens a link to a server on loopback. Connecting takes a round trip, and so does a request with its response.
 * @param url the server's address
 * @returns the address of the link, and what closes it
 */
export const openSlowLink = async (
  url: string,
  roundTripMs: number,
): Promise<{ url: string; close: () => void }> => {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    open.add(near);
    near.on("close", () => open.delete(near));
    near.pause();
    setTimeout(() => {
      const far = connect(Number(port), hostname);
      open.add(far);
      far.on("close", () => open.delete(far));
      far.setNoDelay(true);
      near.setNoDelay(true);
      passDelayed(near, far, roundTripMs / 2);
      passDelayed(far, near, roundTripMs / 2);
      near.resume();
    }, roundTripMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
};
