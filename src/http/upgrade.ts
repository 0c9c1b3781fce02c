/** A response that changes the protocol, which was not requested, is an error at once; Node would wait forever. */
import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { watchRequests } from "./requestPool";

/** The code of the error. */
export const unexpectedUpgradeCode = "ERR_UNEXPECTED_UPGRADE";

const upgradeError = (): Error =>
  Object.assign(new Error("the host responded with 101 Switching Protocols"), {
    code: unexpectedUpgradeCode,
  });

const rejectUpgrade = (request: ClientRequest): void => {
  // With the header Upgrade, the connection is handed over.
  request.once("upgrade", (_response: IncomingMessage, socket: Duplex) => {
    socket.destroy();
    request.emit("error", upgradeError());
  });
  // Without it, Node takes the response for a complete one, or for an informational one.
  const refuse101 = ({ statusCode }: { statusCode?: number }): void => {
    if (statusCode === 101) request.destroy(upgradeError());
  };
  request.on("information", refuse101);
  request.prependOnceListener("response", refuse101);
};

/** Makes every request of an agent fail whose response is 101. */
export const refuseUpgrades = <T extends Agent>(agent: T): T => watchRequests(agent, rejectUpgrade);
