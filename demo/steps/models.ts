import assert from "node:assert/strict";
import {
  chatAnswerExample,
  chatEndpointExample,
  modelEndpointExample,
} from "../../src/services/serving/servingExamples";
import type { Step } from "../guide";
import { runningCluster } from "./commands";
import { jobs } from "./jobs";

/** Code in one step, with nothing left behind, and two models that are asked. */
export const codeAndModels: Step = {
  needs: [jobs],
  title: "Code in one step; queries to a custom model and a language model",
  run: async (guide) => {
    const { cluster_id: clusterId } = await runningCluster(guide);
    const { output } = await guide.call<{ output: { rows: Record<string, unknown>[] } }>("runCode", {
      clusterId,
      language: "sql",
      command:
        "SELECT origin, mean_delay FROM workspace.default.late_airports ORDER BY mean_delay DESC LIMIT 2",
    });
    assert.equal(output.rows.length, 2);
    guide.screen.table(output.rows);

    const { response } = await guide.call<{ response: { predictions: unknown[] } }>("queryServingEndpoint", {
      endpointName: modelEndpointExample.name,
      requestShape: "dataframeRecords",
      requestData: [
        { distance: 800, hour: 17 },
        { distance: 2400, hour: 6 },
      ],
    });
    assert.equal(response.predictions.length, 2);
    guide.screen.good(`two predictions: ${response.predictions.map(String).join(" and ")}`);

    const { text } = await guide.call<{ text: string }>("queryServingEndpoint", {
      endpointName: chatEndpointExample.name,
      prompt: chatAnswerExample.question,
    });
    assert.match(text, /late/);
    guide.screen.good(`${chatEndpointExample.name} says: ${text}`);
  },
};
