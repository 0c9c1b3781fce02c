/** What Databricks and the connector send to an address: notifications of jobs, and files. */
import { payloadOf, type Received, WebhookFlow } from "../../demo/webhookFlow";
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { destinationKind } from "../kinds";
import { type Arrived, type Listener, listen } from "../listener";
import { agree, Difference } from "../outcomes";
import { conditionJob } from "./jobs";

const page = "https://docs.databricks.com/aws/en/jobs/notifications";

interface Deployed {
  flow: WebhookFlow;
  /** Deliveries as they came, without the connector. */
  arrived: Arrived[];
}

/** A flow with Job Notification, deployed for a job and reached by the public address. */
const deploy = async (context: CheckContext, listener: Listener, jobId: string): Promise<Deployed> => {
  const { component, connection, logger } = context.run;
  const inputs = { jobId, fetchRun: true };
  const flow = new WebhookFlow({ component, key: "jobNotification", connection, inputs, logger });
  flow.url = `${listener.url}/flow`;
  // Destinations are found by the run's name where the flow's removal fails.
  flow.instance = { id: context.name, name: context.name };
  const arrived: Arrived[] = [];
  listener.answer("/flow", async (request) => {
    const { branch, response } = await flow.call(
      payloadOf(request.headers, JSON.parse(request.body.toString()), request.body),
    );
    // Anybody may post to a public address.
    if (branch === "Notification") arrived.push(request);
    return response;
  });
  context.willMake(destinationKind, context.name);
  await flow.deploy();
  return { flow, arrived };
};

/** How long a delivery is waited for, ms. */
const deliveryMs = 300_000;

const firstNotification = async (context: CheckContext, { received }: WebhookFlow): Promise<Received> => {
  const until = performance.now() + deliveryMs;
  for (;;) {
    const found = received.find(({ branch }) => branch === "Notification");
    if (found) return found;
    const branches = received.map(({ branch }) => branch).join(", ");
    if (performance.now() > until) throw new Difference(`no notification; ${branches || "nothing"} came`);
    await context.pause(1000);
  }
};

/** What a delivery said of itself, without who sent it. */
const described = ({ headers, body }: Arrived): string => {
  const names = ["content-type", "user-agent"].map((name) => `${name} ${headers[name]}`);
  const sent = JSON.parse(body.toString()) as { run?: { run_id?: unknown } };
  return [
    ...names,
    `authorization ${headers.authorization?.split(" ")[0]}`,
    `run_id is a ${typeof sent.run?.run_id}`,
    `fields ${Object.keys(sent).join(" ")}`,
  ].join(", ");
};

export const deliveryChecks: Check[] = [
  {
    id: "webhook.job",
    title: "The end of a run is posted to the flow with Basic authentication, and the flow reads it",
    tries: "Job Notification deployed for the run's job, a run, and the removal of the flow",
    source: page,
    covers: ["jobNotification"],
    needs: ["jobs", "webhook"],
    minutes: 15,
    run: async (context) => {
      const jobId = await conditionJob(context);
      const { flow, arrived } = await deploy(context, await listen(context), jobId);
      await context.call("runJob", { jobId, waitForCompletion: true });
      const { payload } = await firstNotification(context, flow);
      const [delivery] = arrived;
      await flow.remove();
      const { event } = payload.body.data as { event?: string };
      const seen = `${event}; ${delivery ? described(delivery) : ""}`;
      agree(event === "success", seen);
      return seen;
    },
  },
  {
    id: "files.toUrl",
    title: "A file of a volume arrives whole at an address",
    tries: "Send File To URL to the public address",
    source: "https://docs.databricks.com/api/workspace/files/download",
    covers: ["sendFileToUrl"],
    needs: ["schema", "webhook"],
    run: async (context) => {
      const listener = await listen(context);
      const bodies: Buffer[] = [];
      listener.answer("/file", async ({ body }) => {
        bodies.push(body);
        return { statusCode: 200 };
      });
      const filePath = `${context.volumePath}/sent.txt`;
      await context.call("uploadFile", { filePath, file: "sent" });
      await context.call("sendFileToUrl", { filePath, targetUrl: `${listener.url}/file` });
      const seen = bodies.map((body) => body.toString()).join(", ");
      agree(seen === "sent", seen);
      return `${seen.length} bytes`;
    },
  },
];
