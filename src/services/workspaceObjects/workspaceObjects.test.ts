/** Lists of trees that change, or that contain a cycle. */
import { type Arrival, type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, testClient, tokenConnection } from "../../../test/support/testClient";
import { listWorkspaceDirectory } from "./workspaceObjects";

const { server, time } = useScriptedServer();

const directory = (path: string) => ({ path, object_type: "DIRECTORY" });

/** Answers with what directories hold, by their paths; a step in place of that is the whole answer. */
const tree =
  (held: Record<string, object[] | Step>) =>
  ({ url }: Arrival): Step => {
    const answer = held[new URL(url, "http://x").searchParams.get("path") ?? ""] ?? [];
    return Array.isArray(answer) ? { body: { objects: answer } } : answer;
  };

const list = async (): Promise<{ paths: string[]; log: string }> => {
  const { client, lines } = testClient(tokenConnection(server.url));
  const found = await listWorkspaceDirectory(client, "/a", { recursive: true });
  return { paths: found.map(({ path }) => path), log: lines.join("\n") };
};

it("a cycle of directories is read once", async () => {
  server.script(tree({ "/a": [directory("/a/b")], "/a/b": [directory("/a"), directory("/a/b")] }));
  expect((await list()).paths).toEqual(["/a/b", "/a", "/a/b"]);
  expect(server.arrivals).toHaveLength(2);
});

it("a directory that was deleted meanwhile is skipped, and the log says so", async () => {
  const gone = {
    status: 404,
    body: { error_code: "RESOURCE_DOES_NOT_EXIST", message: "Path doesn't exist." },
  };
  server.script(
    tree({ "/a": [directory("/a/b"), directory("/a/c")], "/a/b": gone, "/a/c": [directory("/a/c/d")] }),
  );
  const { paths, log } = await list();
  expect(paths).toEqual(["/a/b", "/a/c", "/a/c/d"]);
  expect(log).toContain("/a/b was deleted while it was listed");
});

it("the 404 of a proxy does not count as a deleted directory", async () => {
  server.script(tree({ "/a": [directory("/a/b")], "/a/b": { status: 404, body: "<html>Not found</html>" } }));
  expect((await failureOf(list())).message).toContain("workspace/list?path=%2Fa%2Fb failed (HTTP 404)");
});

it.each<[string, object[] | Step]>([
  ["the limit is reached", [directory("/a/b/x"), directory("/a/b/y")]],
  ["a directory is refused", { status: 400, body: { error_code: "INVALID_STATE", message: "no" } }],
])("no other directory is read on when %s", async (_when, held) => {
  server.script(tree({ "/a": [directory("/a/b"), directory("/a/c")], "/a/b": held, "/a/c": "hang" }));
  const { client } = testClient(tokenConnection(server.url));
  await Promise.allSettled([listWorkspaceDirectory(client, "/a", { recursive: true, limit: 3 })]);
  await new Promise((resolve) => setTimeout(resolve, 300_000));
  expect(server.arrivals).toHaveLength(3);
  expect(time.elapsedMs()).toBe(300_000);
});

it("an object without a type is listed, and not entered", async () => {
  server.script(tree({ "/a": [{ path: "/a/x" }, directory("/a/b")], "/a/b": [{ path: "/a/b/y" }] }));
  expect((await list()).paths).toEqual(["/a/x", "/a/b", "/a/b/y"]);
  expect(server.arrivals).toHaveLength(2);
});
