/** A statement of the seed is known to a fresh workspace, as one that its user ran before. */

import { statement, statementResult } from "../../seed/statements";
import { workspaceClient } from "../../workspaceClient";

const at = `/api/2.0/sql/statements/${statement.statement_id}`;

describe("a statement of the seed", () => {
  const { server, call } = workspaceClient({ clock: "manual" });

  it("has succeeded, with its result", async () => {
    const { status, manifest, rows } = statementResult;
    expect(await call("GET", at)).toEqual({
      status: 200,
      body: {
        statement_id: statement.statement_id,
        status,
        manifest,
        result: {
          chunk_index: 0,
          row_offset: 0,
          row_count: rows.length,
          data_array: rows.map((row) => Object.values(row).map(String)),
        },
      },
    });
  });

  it("cannot be cancelled any more, can be closed, and does not come back", async () => {
    expect((await call("POST", `${at}/cancel`)).status).toBe(200);
    expect((await call("GET", at)).body).toMatchObject({ status: { state: "SUCCEEDED" } });
    expect((await call("DELETE", at)).status).toBe(200);
    expect((await call("GET", at)).body).toMatchObject({ status: { state: "CLOSED" } });
    server().workspace.clock.advance(12 * 3_600_000);
    expect((await call("GET", at)).status).toBe(404);
  });
});
