/** An example of what a trigger passes to its flow. */
import type { TriggerPayload } from "@prismatic-io/spectral";

const emptyId = "00000000-0000-0000-0000-000000000000";

/**
 * The payload of an execution, as the platform fills it, with a trigger's own data in its body.
 * @param headers those of its request, if there was one
 */
export const examplePayload = (data: unknown, headers: Record<string, string> = {}): TriggerPayload => ({
  headers,
  queryParameters: {},
  rawBody: { data: null, contentType: "application/json" },
  body: { data, contentType: "application/json" },
  pathFragment: "",
  webhookUrls: {},
  webhookApiKeys: {},
  invokeUrl: "",
  executionId: emptyId,
  customer: { id: emptyId, name: "Example Customer", externalId: "example-customer" },
  instance: { id: emptyId, name: "Example Instance" },
  user: { id: emptyId, email: "ada@example.com", name: "Ada Example", externalId: "ada" },
  integration: { id: emptyId, name: "Example Integration", versionSequenceId: "1", externalVersion: "" },
  flow: { id: emptyId, name: "Example Flow", stableId: emptyId },
  startedAt: "2025-11-18T12:00:00.000Z",
  globalDebug: false,
});
