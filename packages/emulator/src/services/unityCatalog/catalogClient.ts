/** The client with which the tests of Unity Catalog call a workspace. */
import { warehouse } from "../../seed/warehouses";
import { workspaceClient } from "../../workspaceClient";

type Fields = Record<string, unknown>;
type Query = Record<string, string>;

const base = "/api/2.1/unity-catalog";

/** Calls a workspace that is started afresh, its clock standing still, for each test of the file. */
export const catalogClient = () => {
  const { server, call, good } = workspaceClient();
  const get = <T = Fields>(path: string, query: Query = {}) =>
    good<T>("GET", `${base}/${path}?${new URLSearchParams(query)}`);

  return {
    server,
    call,
    get,
    control: (path: string, body: object) => good<Fields>("POST", `/__workspace/${path}`, body),
    /** Runs statements, one after another, as the user. */
    sql: async (...statements: string[]) => {
      for (const statement of statements) {
        const { status } = await good<{ status: Fields }>("POST", "/api/2.0/sql/statements", {
          statement,
          warehouse_id: warehouse.id,
        });
        if (status.state !== "SUCCEEDED") throw new Error(JSON.stringify(status));
      }
    },
    /** Each page of a list, as it came, until there is no token. */
    pages: async (path: string, query: Query): Promise<Fields[]> => {
      const pages = [await get(path, query)];
      for (let token = pages[0]?.next_page_token; token !== undefined; ) {
        const page = await get(path, { ...query, page_token: String(token) });
        pages.push(page);
        token = page.next_page_token;
      }
      return pages;
    },
    /** Status, code and message of what is refused. */
    refused: async (path: string) => {
      const { status, body } = await call("GET", `${base}/${path}`);
      return [status, body.error_code, body.message];
    },
  };
};

/** The names of the items of a page. */
export const names = (items: unknown): unknown[] => (items as { name: string }[]).map(({ name }) => name);
