/** The content type of an export. */
import { useScriptedServer } from "../../../test/support/scriptedServer";
import { testClient, tokenConnection } from "../../../test/support/testClient";
import { exportObject } from "./exportObject";

const { server } = useScriptedServer();

it.each([
  ["/Users/ada@example.com", "zip", "application/zip"],
  ["/Users/ada@example.com", "dbc", "application/zip"],
  ["/Shared/report.v2", "html", "text/html"],
  ["/Shared/report.v2", "py", "text/x-python"],
  ["/Shared/orders.csv", undefined, "text/csv"],
  ["/Shared/orders.csv", "file", "text/csv"],
  ["/Shared/LICENSE", "", "application/octet-stream"],
])("of %s as %s is %s", async (at, file_type, contentType) => {
  server.script({ body: { content: "eA==", file_type } });
  const { client } = testClient(tokenConnection(server.url));
  const given = await exportObject(client, at, { format: "AUTO", asText: false });
  expect(given).toEqual({ data: Buffer.from("x"), contentType });
});
