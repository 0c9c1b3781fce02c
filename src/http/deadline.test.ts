/** What begins only when its time is up, or when it is no longer needed, ends at once. */
import { Readable } from "node:stream";
import { AxiosError, AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from "axios";
import { failureOf } from "../../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../../test/support/virtualTime";
import { withinLimit } from "./attempt";
import { showAll } from "./dataFilter";
import { Deadline } from "./deadline";
import { bodyReader } from "./download";
import { streamBody } from "./responseStream";
import { defaultRetryPolicy, failedAttempt } from "./retry";
import { throttled } from "./throttle";

let time: VirtualTime;
beforeEach(() => {
  time = startVirtualTime();
});
afterEach(() => time.stop());

const configOf = (deadline: Deadline): InternalAxiosRequestConfig => ({
  method: "POST",
  url: "https://dbc-1234567890123456.cloud.databricks.com/api/2.0/things",
  headers: new AxiosHeaders(),
  databricks: {
    operation: "POST /api/2.0/things",
    idempotent: false,
    previouslyAuthorized: false,
    deadline,
    timeoutMs: 60_000,
    policy: defaultRetryPolicy,
    classify: () => undefined,
    dataFilter: showAll,
  },
});

it("an attempt sends nothing, which its error knows", async () => {
  const failure = await failureOf(
    Promise.resolve(withinLimit(bodyReader({ as: "text" }))(configOf(Deadline.after(0)))),
  );
  expect(failure).toMatchObject({ code: "ETIMEDOUT" });
  expect(failedAttempt(failure as AxiosError)).toMatchObject({ notSent: true });
});

it("a request does not wait for its turn at a service that has to pause", async () => {
  const send = throttled((config) => {
    const headers = { "retry-after": "30" };
    const response: AxiosResponse = { status: 429, statusText: "", data: "", headers, config };
    throw new AxiosError("too many", AxiosError.ERR_BAD_REQUEST, config, {}, response);
  });
  await failureOf(send(configOf(Deadline.after(60_000))));
  const late = await failureOf(send(configOf(Deadline.after(0))));
  expect(late).toMatchObject({ code: "ERR_NOT_SENT_IN_TIME" });
  expect(time.elapsedMs()).toBe(0);
});

describe("a response that is handed over", () => {
  const handOver = (limit: Deadline, signal?: AbortSignal): { source: Readable; body: Readable } => {
    const source = new Readable({ read: () => undefined });
    const config = configOf(limit);
    const response: AxiosResponse = { status: 200, statusText: "", data: source, headers: {}, config };
    return { source, body: streamBody(response, { limit, signal, failed: (error) => error }) };
  };

  it("closes where its reader does not need it any more", () => {
    const { source, body } = handOver(Deadline.after(60_000), AbortSignal.abort());
    expect([source.destroyed, body.destroyed]).toEqual([true, true]);
  });

  it("closes where the time is up", () => {
    const { source, body } = handOver(Deadline.after(0).within(60_000));
    expect([source.destroyed, body.destroyed]).toEqual([true, true]);
  });
});
