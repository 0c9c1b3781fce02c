/** Versions of tables over the statement API go by the workspace's clock. */

import { resetWorkspace } from "../../resetWorkspace";
import { warehouse } from "../../seed/warehouses";
import { type RunningWorkspace, startWorkspace } from "../../server";

describe("versions of tables", () => {
  let running: RunningWorkspace;

  beforeAll(async () => {
    running = await startWorkspace({ clock: "manual", startAt: Date.UTC(2030, 0, 1) });
  });
  afterEach(() => resetWorkspace(running));
  afterAll(() => running.close());

  const rows = async (statement: string): Promise<(string | null)[][]> => {
    const answer = await fetch(`${running.url}/api/2.0/sql/statements`, {
      method: "POST",
      headers: { authorization: `Bearer ${running.token}`, "content-type": "application/json" },
      body: JSON.stringify({ statement, warehouse_id: warehouse.id }),
    });
    const { status, result } = (await answer.json()) as {
      status: { state: string };
      result?: { data_array?: (string | null)[][] };
    };
    expect(status.state).toBe("SUCCEEDED");
    return result?.data_array ?? [];
  };

  it("have the times of the workspace's clock", async () => {
    await rows("CREATE TABLE t (a INT) TBLPROPERTIES (delta.enableChangeDataFeed = true)");
    running.workspace.clock.advance(3_600_000);
    await rows("INSERT INTO t VALUES (1)");
    running.workspace.clock.advance(3_600_000);
    await rows("DELETE FROM t");
    expect(
      await rows(
        "SELECT a, _change_type, _commit_timestamp FROM table_changes('t', '2030-01-01 00:30:00', current_timestamp())",
      ),
    ).toEqual([
      ["1", "insert", "2030-01-01T01:00:00.000Z"],
      ["1", "delete", "2030-01-01T02:00:00.000Z"],
    ]);
    expect((await rows("DESCRIBE HISTORY t")).map(([version, at]) => [version, at])).toEqual([
      ["2", "2030-01-01T02:00:00.000Z"],
      ["1", "2030-01-01T01:00:00.000Z"],
      ["0", "2030-01-01T00:00:00.000Z"],
    ]);
  });
});
