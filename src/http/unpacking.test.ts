/** Responses that cannot be unpacked. In real time: virtual time does not wait for the thread that unpacks. */
import { startScriptedServer } from "../../test/support/scriptedServer";
import { failureOf, testClient, tokenConnection } from "../../test/support/testClient";
import { path } from "./path";

it.each([
  ["gzip", "Z_DATA_ERROR"],
  ["br", "ERR__ERROR_FORMAT_PADDING_2"],
])(
  "says that a response cannot be unpacked (%s), and not that the connection broke",
  async (coding, code) => {
    const server = await startScriptedServer();
    try {
      server.script({ headers: { "content-encoding": coding }, body: { id: "1" } });
      const { client } = testClient(tokenConnection(server.url));
      const failure = await failureOf(client.post(path`/api/2.0/sql/statements`, { statement: "SELECT 1" }));
      expect(failure.message).toContain(
        `(${code}): the response cannot be unpacked: it is not compressed as its headers say. The request was carried out`,
      );
      expect(server.arrivals).toHaveLength(1);
    } finally {
      await server.close();
    }
  },
);
