/** Choices of files and directories where a server lists what cannot be one. */
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { useHandlerServer } from "../../test/support/handlerServer";
import { keepingLogger, tokenConnection } from "../../test/support/testClient";
import component from "../index";

const server = useHandlerServer();
const directory = "/Volumes/main/default/landing";

const listed: Record<string, unknown[]> = {
  [directory]: [
    { path: `${directory}/a.csv`, is_directory: false },
    { path: `${directory}/in`, is_directory: true },
    { path: 7 },
    { path: "" },
    { path: `${directory}/odd.csv`, is_directory: "perhaps" },
    { path: "/Volumes/main/default/other/b.csv" },
    { path: `${directory}/..`, is_directory: true },
    {},
    "text",
    null,
  ],
  [`${directory}/in`]: [{ path: `${directory}/in/c.csv` }, { path: "/elsewhere" }, []],
};

it.each([
  ["selectFile", ["a.csv", "in/c.csv"]],
  ["selectDirectory", [directory, "in"]],
])("%s omits them and offers the rest", async (key, labels) => {
  server.handle((request, response) => {
    const path = decodeURIComponent(request.url?.split("?")[0] ?? "").replace("/api/2.0/fs/directories", "");
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ contents: listed[path] }));
  });
  const { logger } = keepingLogger();
  const inputs = { connection: tokenConnection(server.url), volume: directory, recursive: true };
  const { result } = await createHarness(component).dataSource(key, inputs as never, { logger });
  expect((result as { label: string }[]).map(({ label }) => label).sort()).toEqual([...labels].sort());
});
