import assert from "node:assert/strict";
import type { EndedRun } from "../../src/triggers/jobRunCompleted/runPoll";
import type { TableChange } from "../../src/triggers/tableChanges/deltaTable";
import type { Step } from "../guide";
import { jobs, lateAirportsJob } from "./jobs";
import { sql } from "./sql";
import { runningWarehouse } from "./warehouses";

const table = "workspace.default.delay_reports";

/** The first ID of a report: beyond 2^53, where a number in JavaScript loses digits. */
const firstId = 9007199254740993n;

const ids = [0n, 1n, 2n].map((more) => String(firstId + more));

/** Rows and changes of one table, each once. */
export const polledTable: Step = {
  title: "New Rows and Table Changes: two flows that poll a table and keep their state between polls",
  run: async (guide) => {
    const { id: warehouseId } = await runningWarehouse(guide);
    await sql(
      guide,
      `CREATE OR REPLACE TABLE ${table} (id BIGINT, airport STRING, minutes INT)
       TBLPROPERTIES (delta.enableChangeDataFeed = true)`,
    );
    const rows = await guide.polled<{ id: string }>("newRows", { warehouseId, table, cursorColumn: "id" });
    const changes = await guide.polled<TableChange>("tableChanges", { warehouseId, table });
    assert.deepEqual([await rows(), await changes()], [[], []]);
    guide.screen.good("the first polls record the state of the table and start nothing");

    const [first = "", second = "", third = ""] = ids;
    await sql(
      guide,
      `INSERT INTO ${table} VALUES (${first}, 'ORD', 35), (${second}, 'ATL', 20), (${third}, 'HNL', 50)`,
    );
    const inserted = await rows();
    assert.deepEqual(
      inserted.map(({ id }) => id),
      ids,
    );
    assert.equal((await changes()).length, 3);
    assert.deepEqual(await rows(), []);
    guide.screen.table(inserted);
    guide.screen.good(
      "each row was returned once, and its ID beyond 2^53 kept every digit, as does the cursor",
    );

    await sql(guide, `UPDATE ${table} SET minutes = 45 WHERE airport = 'ORD'`);
    await sql(guide, `DELETE FROM ${table} WHERE airport = 'ATL'`);
    assert.deepEqual(await rows(), []);
    const changed = await changes();
    guide.screen.table(changed.map(({ _commit_timestamp, ...change }) => change));
    assert.deepEqual(
      changed.map(({ id, minutes, _change_type }) => [_change_type, id, minutes]),
      [
        ["update_postimage", first, 45],
        ["delete", second, 20],
      ],
    );
    assert.deepEqual(await changes(), []);
    guide.screen.good("no row is new, but two have changed: Table Changes returns them once");
  },
};

/** Ends of runs: a good one, a bad one, and the bad one's repair. */
export const polledRuns: Step = {
  needs: [jobs],
  title: "Job Run Completed: a flow that polls for ended runs, successful or failed",
  run: async (guide) => {
    const jobId = await lateAirportsJob.find(guide);
    const ended = await guide.polled<EndedRun>("jobRunCompleted", { jobId, fetchRun: true });
    assert.deepEqual(await ended(), []);
    await guide.call("runJob", { jobId, waitForCompletion: true });
    await lateAirportsJob.breakTask(guide);
    await guide.callThatFails("runJob", { jobId, waitForCompletion: true });
    const [good, bad, ...others] = await ended();
    assert.deepEqual([good?.outcome, bad?.outcome, others], ["succeeded", "failed", []]);
    const [failure] = bad?.failedTasks ?? [];
    assert.match(failure?.error ?? "", /no airport is late enough/);
    guide.screen.good(`run ${good?.run_id} has succeeded`);
    guide.screen.good(`run ${bad?.run_id} has failed: task ${failure?.task_key}, ${failure?.error}`);

    await lateAirportsJob.mendTask(guide);
    await guide.call("repairJobRun", { runId: String(bad?.run_id), waitForCompletion: true });
    const repaired = await ended();
    assert.deepEqual(
      repaired.map(({ run_id, outcome }) => [run_id, outcome]),
      [[bad?.run_id, "succeeded"]],
    );
    assert.deepEqual(await ended(), []);
    guide.screen.good(`run ${bad?.run_id} was repaired: it has ended again and succeeded`);
  },
};
