import { databricksAction } from "../../databricksAction";
import { rawInputs } from "../../inputs/raw/rawInputs";
import { rawRequestOf } from "../../inputs/raw/request";
import { clusterExamples } from "../../services/clusters/clustersExamples";
import { readResponse } from "../../services/raw/result";
import { expectSizeWithinLimit } from "../../services/resultSize";

/**
 * Sends any request to the Databricks API, or to another host without the connection's token, and gives the response
 * body. A status other than 2xx is an error. https://docs.databricks.com/api/workspace/introduction
 */
export const rawRequest = databricksAction({
  label: "Raw Request",
  description: "Send a request to any Databricks API endpoint and return the response body.",
  effect: "write",
  mayOnlyRead: true,
  inputs: rawInputs,
  perform: async (client, inputs): Promise<unknown> => {
    const { fromWorkspace, request } = rawRequestOf(inputs, client.baseUrl);
    const answer = await client.send(request);
    expectSizeWithinLimit(client, "Raw Request", "the response", Buffer.byteLength(answer.body));
    return readResponse(answer, {
      responseType: inputs.responseType,
      fromWorkspace,
      redact: client.redact,
    });
  },
  example: { clusters: clusterExamples, next_page_token: "", prev_page_token: "" },
  schema: {
    description: "The response body: a JSON value, text or bytes, depending on Response Type.",
  },
});
