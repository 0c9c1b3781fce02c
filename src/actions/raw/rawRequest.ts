import type { DatabricksClient } from "../../client";
import { databricksAction } from "../../databricksAction";
import { rawInputs } from "../../inputs/raw/rawInputs";
import { type RawRequest, rawRequestOf, readingRequestOf } from "../../inputs/raw/request";
import { clusterExamples } from "../../services/clusters/clustersExamples";
import { type ResponseType, readResponse } from "../../services/raw/result";
import { expectResponseWithinLimit } from "../../services/resultSize";

const respond = async (
  client: DatabricksClient,
  { responseType }: { responseType: ResponseType },
  { fromWorkspace, request }: RawRequest,
): Promise<unknown> => {
  const answer = await client.send(request);
  expectResponseWithinLimit(client, answer);
  return readResponse(answer, { responseType, fromWorkspace, redact: client.redact });
};

/**
 * Sends any request to the Databricks API, or to another host without the connection's token, and gives the response
 * body. A status other than 2xx is an error. https://docs.databricks.com/api/workspace/introduction
 */
export const rawRequest = databricksAction({
  label: "Raw Request",
  description: "Send a request to any Databricks API endpoint and return the response body.",
  effect: "write",
  mayOnlyRead: true,
  grants: { none: "the grants that Databricks requires for the request" },
  inputs: rawInputs,
  repeat: {
    kind: "again",
    advice:
      "This depends on the request: a PUT or DELETE usually has the same result, a POST takes effect again.",
  },
  perform: async (client, inputs) => respond(client, inputs, rawRequestOf(inputs, client.baseUrl)),
  preview: async (client, inputs) => respond(client, inputs, readingRequestOf(inputs, client.baseUrl)),
  example: { clusters: clusterExamples, next_page_token: "", prev_page_token: "" },
  schema: {
    description: "The response body: a JSON value, text or bytes, depending on Response Type.",
  },
});
