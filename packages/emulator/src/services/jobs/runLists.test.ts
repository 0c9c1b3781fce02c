import { startAt } from "../../fixedStart";
import type { JobRunResource } from "./job";
import { jobsClient, succeeding } from "./jobsClient";

const { advance, control, create, ended, get, refused, run, start, submit } = jobsClient();

const minute = 60_000;

/** One page of runs. */
interface RunPage {
  runs?: JobRunResource[];
  next_page_token?: string;
}

describe("runs", () => {
  const list = (query: object = {}) => get<RunPage>("runs/list", query as Record<string, unknown>);

  it("are listed in pages, the latest first, without their tasks", async () => {
    const ids: number[] = [];
    for (let n = 0; n < 24; n += 1) {
      advance(1_000);
      const run_id = await submit([succeeding("a")]);
      await ended(run_id);
      ids.unshift(run_id);
    }
    const first = await list({ run_type: "SUBMIT_RUN" });
    expect(first.runs?.map(({ run_id }) => run_id)).toEqual(ids.slice(0, 20));
    expect(first.runs?.[0]).not.toHaveProperty("tasks");
    const second = await list({
      run_type: "SUBMIT_RUN",
      page_token: first.next_page_token,
      expand_tasks: true,
    });
    expect(second.runs?.map(({ run_id }) => run_id)).toEqual(ids.slice(20));
    expect(second.runs?.[0]?.tasks).toHaveLength(1);
    expect(second).not.toHaveProperty("next_page_token");
    expect((await list({ limit: 0 })).runs).toHaveLength(25);
    expect((await refused("GET", "/api/2.2/jobs/runs/list?limit=26"))[0]).toBe(400);
    // Told apart from the first page: a client that pages so would read that again and again.
    expect((await refused("GET", "/api/2.2/jobs/runs/list?offset=20"))[0]).toBe(501);
    expect((await refused("GET", "/api/2.2/jobs/list?offset=20"))[0]).toBe(501);
  });

  it("are chosen by job, state and time", async () => {
    const job_id = await create({ tasks: [succeeding("a")] });
    const done = await start(job_id);
    await ended(done);
    advance(minute);
    await control({ run_ms: minute });
    const active = await start(job_id);
    const found = async (query: object) => ((await list(query)).runs ?? []).map(({ run_id }) => run_id);
    expect((await found({ job_id })).sort()).toEqual([done, active].sort());
    expect(await found({ job_id, active_only: true })).toEqual([active]);
    expect(await found({ job_id, completed_only: true })).toEqual([done]);
    expect(await found({ job_id, start_time_from: startAt + 1 })).toEqual([active]);
    expect(await found({ job_id, start_time_to: startAt })).toEqual([done]);
    expect(await list({ job_id: 7 })).toEqual({ has_more: false });
    for (const query of ["active_only=true&completed_only=true", "run_type=OTHER", "active_only=yes"]) {
      expect((await refused("GET", `/api/2.2/jobs/runs/list?${query}`))[1]).toBe("INVALID_PARAMETER_VALUE");
    }
  });

  it("with more than 100 tasks come in pages", async () => {
    const run_id = await submit(Array.from({ length: 120 }, (_, n) => succeeding(`t${n}`)));
    const first = await ended(run_id);
    expect(first.tasks).toHaveLength(100);
    const second = await run(run_id, { page_token: first.next_page_token });
    expect(second.tasks?.map(({ task_key }) => task_key)).toEqual(
      Array.from({ length: 20 }, (_, n) => `t${n + 100}`),
    );
    expect(second).not.toHaveProperty("next_page_token");
  });
});
