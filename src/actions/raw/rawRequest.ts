import { databricksAction } from "../../databricksAction";
import { bodyOf, isForm } from "../../inputs/raw/body";
import { headersOf } from "../../inputs/raw/headers";
import { rawInputs } from "../../inputs/raw/rawInputs";
import { targetOf } from "../../inputs/raw/target";
import { clusterExamples } from "../../services/clusters/clusters";
import { resultOf } from "../../services/raw/result";
import { maxTotalMs, retryPolicyOf } from "../../services/raw/retryInputs";

/**
 * Sends any request to the Databricks API, or to another host without the connection's token, and gives the body of
 * the answer. A status other than 2xx is an error.
 * https://docs.databricks.com/api/workspace/introduction
 */
export const rawRequest = databricksAction({
  label: "Raw Request",
  description: "Send a request to any part of the Databricks API and get the body of its answer.",
  effect: "write",
  inputs: rawInputs,
  perform: async (client, inputs): Promise<unknown> => {
    const target = targetOf(inputs.url, client.baseUrl, inputs.queryParams);
    const { body, contentType } = bodyOf(inputs);
    const headers = headersOf(inputs.headers, {
      accept: inputs.responseType === "json" ? "application/json, text/plain, */*" : "*/*",
      contentType,
      isForm: isForm(inputs),
    });
    const answer = await client.send({
      method: inputs.method,
      url: target.href,
      headers,
      body,
      responseType: inputs.responseType === "arraybuffer" ? "bytes" : "text",
      timeoutMs: inputs.timeout || maxTotalMs,
      policy: retryPolicyOf(inputs),
    });
    return resultOf(answer, {
      responseType: inputs.responseType,
      fromWorkspace: target.origin === client.baseUrl,
      redact: client.redact,
    });
  },
  example: { clusters: clusterExamples, next_page_token: "", prev_page_token: "" },
  schema: {
    description: "The body of the answer: the value of JSON, text, or bytes, as Response Type says.",
  },
});
