/** Lists of directories that lead elsewhere. */
import { useHandlerServer } from "../../../test/support/handlerServer";
import { failureOf, testClient, tokenConnection } from "../../../test/support/testClient";
import { deleteVolumeDirectory } from "./deletion";
import { listFilesIn } from "./selection";

const server = useHandlerServer();
const directory = "/Volumes/main/default/landing/in";

const client = () => testClient(tokenConnection(server.url)).client;

const listed = (contents: object[]): void =>
  server.handle((request, response) => {
    if (request.method === "DELETE") return void response.writeHead(204).end();
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify(request.url?.includes("/in?") || request.url?.endsWith("/in") ? { contents } : {}),
    );
  });

it.each([
  "/Volumes/main/default/landing/out/a.csv",
  "/Volumes/main/default/other/in/a.csv",
  "/Volumes/main/default/landing/in/../a.csv",
  "/Volumes/main/default/landing/in/..",
  "/Volumes/main/default/landing/in/below/a.csv",
  "/Volumes/main/default/landing/IN/a.csv",
  "/Volumes/main/default/landing/in",
  "/Volumes/main/default/landing",
  "a.csv",
])("nothing is deleted where a directory lists %s", async (path) => {
  for (const is_directory of [false, true]) {
    listed([
      { path: `${directory}/fine.csv`, is_directory: false },
      { path, is_directory },
    ]);
    const deletion = deleteVolumeDirectory(client(), directory, { recursive: true, mayBeMissing: false });
    expect((await failureOf(deletion)).message).toContain("the path of an entry of the directory");
  }
  expect(server.requests.filter((request) => request.startsWith("DELETE"))).toEqual([]);
});

it("a list may spell the catalog, the schema and the volume in lower case", async () => {
  listed([{ path: `${directory}/a.csv` }]);
  const found = await listFilesIn(client(), "/Volumes/Main/DEFAULT/Landing/in", {
    recursive: false,
    include: "files",
  });
  expect(found.map(({ path }) => path)).toEqual([`${directory}/a.csv`]);
});
