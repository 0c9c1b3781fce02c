/**
 * A host outside the workspace, which the examples of some inputs name: `storage.example.com` gives one file to everybody and
 * takes any. Tests reach it on loopback, as they reach the workspace.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileToUpload } from "../../src/inputs/files/uploadInputs";

/** Where test files find the host's address. */
export const otherHostVariable = "TEST_OTHER_HOST_URL";

const exampleOrigin = "https://storage.example.com";

/** A started host. */
export interface OtherHost {
  url: string;
  stop(): Promise<void>;
}

/** Starts the host on a free port. */
export const startOtherHost = async (): Promise<OtherHost> => {
  const server: Server = createServer((request, response) => {
    request.resume().on("end", () => {
      if (request.method === "GET") response.end(String(fileToUpload.example));
      else response.writeHead(200, { etag: '"9a0364b9e99bb480dd25e1f0284c8555"' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

/** Parameters whose addresses on the examples' host lead to the one that was started. */
export const withReachableHosts = (parameters: Record<string, unknown>): Record<string, unknown> => {
  const url = process.env[otherHostVariable];
  if (!url) return parameters;
  return Object.fromEntries(
    Object.entries(parameters).map(([key, value]) => [
      key,
      typeof value === "string" && value.startsWith(`${exampleOrigin}/`)
        ? `${url}${value.slice(exampleOrigin.length)}`
        : value,
    ]),
  );
};
