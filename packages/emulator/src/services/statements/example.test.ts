/** A statement of the seed is known to a fresh workspace, as one that its user ran before. */

import { resetWorkspace } from "../../resetWorkspace";
import { statement, statementResult } from "../../seed/statements";
import { type RunningWorkspace, startWorkspace } from "../../server";

const at = `/api/2.0/sql/statements/${statement.statement_id}`;

describe("a statement of the seed", () => {
  let running: RunningWorkspace;

  beforeAll(async () => {
    running = await startWorkspace({ clock: "manual" });
  });
  afterEach(() => resetWorkspace(running));
  afterAll(() => running.close());

  const call = async (method: string, path: string): Promise<{ status: number; body: unknown }> => {
    const answer = await fetch(running.url + path, {
      method,
      headers: { authorization: `Bearer ${running.token}` },
    });
    return { status: answer.status, body: await answer.json() };
  };

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
    running.workspace.clock.advance(12 * 3_600_000);
    expect((await call("GET", at)).status).toBe(404);
  });
});
