/** What a flow starts with: the end of the example run, told and fetched. */
import { jobEvent, jobEventBody } from "../../api/jobEvents";
import { job, jobRun } from "../../api/jobExamples";
import { withOutcome } from "../../operations/jobs/runs";
import { branches, type Notification, type Reception } from "./reception";

const notification: Notification = { ...jobEvent, fetchedRun: withOutcome(jobRun), failedTasks: [] };

const flowUrl = "https://hooks.example.com/trigger/c2FtcGxlLWZsb3c=";

/** The example, as the flow's steps find it. */
export const examplePayload: Reception = {
  payload: {
    headers: { "Content-Type": "application/json", "User-Agent": "Apache-HttpClient/4.5.13" },
    queryParameters: {},
    rawBody: { data: JSON.stringify(jobEventBody), contentType: "application/json" },
    body: { data: notification, contentType: "application/json" },
    pathFragment: "",
    webhookUrls: { "Airports Counted": flowUrl },
    webhookApiKeys: {},
    invokeUrl: flowUrl,
    executionId: "ZXhlY3V0aW9uLTE=",
    customer: { id: "Y3VzdG9tZXItMQ==", externalId: "customer-1", name: "Example Customer" },
    instance: { id: "aW5zdGFuY2UtMQ==", name: job.settings.name },
    user: { id: "", email: "", name: "", externalId: "" },
    integration: {
      id: "aW50ZWdyYXRpb24tMQ==",
      name: "Airport Reports",
      versionSequenceId: "dmVyc2lvbi0x",
      externalVersion: "",
    },
    flow: { id: "Zmxvdy0x", name: "Airports Counted", stableId: "flow-airports-counted" },
    startedAt: "2025-11-18T06:00:20.000Z",
    globalDebug: false,
  },
  response: { statusCode: 200, contentType: "application/json", body: JSON.stringify({ received: true }) },
  branch: branches.notification,
};
