/** The client with which the tests of files call a workspace. */
import { volume } from "../../seed/unityCatalog";
import { workspaceClient } from "../../workspaceClient";

/** The path of the seed's volume. */
export const root = `/Volumes/${volume.full_name.replaceAll(".", "/")}`;

const encoded = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** The parts of an error's body. */
interface ErrorBody {
  error_code: string;
  message: string;
  details: { "@type": string; reason?: string; request_id?: string }[];
}

/** Calls a workspace that is started afresh, its clock standing still, for each test of the file. */
export const filesClient = () => {
  const { server, send } = workspaceClient();
  const file = (method: string, path: string, init?: RequestInit & { query?: string }) =>
    send(method, `/api/2.0/fs/files${encoded(path)}${init?.query ?? ""}`, init);
  const directory = (method: string, path: string, query = "") =>
    send(method, `/api/2.0/fs/directories${encoded(path)}${query}`);
  const put = (path: string, body: string | Uint8Array<ArrayBuffer>, query = "") =>
    file("PUT", path, { body, query, headers: { "content-type": "application/octet-stream" } });

  return {
    server,
    send,
    file,
    directory,
    put,
    /** A file's text; the status where it is refused. */
    text: async (path: string) => {
      const response = await file("GET", path);
      return response.status === 200 ? response.text() : response.status;
    },
    /** The names in a directory. */
    names: async (path: string) => {
      const { contents = [] } = (await (await directory("GET", path)).json()) as {
        contents?: { name: string }[];
      };
      return contents.map(({ name }) => name);
    },
    /** Status, code and reason of what is refused. */
    refused: async (request: Promise<Response>) => {
      const response = await request;
      const { error_code, details } = (await response.json()) as ErrorBody;
      return [response.status, error_code, details.find(({ reason }) => reason !== undefined)?.reason];
    },
    control: async (path: string, body: object) => {
      const response = await send("POST", `/__workspace/${path}`, { body: JSON.stringify(body) });
      if (response.status !== 200) throw new Error(await response.text());
      return response.json();
    },
  };
};
