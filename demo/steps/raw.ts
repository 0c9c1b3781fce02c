import assert from "node:assert/strict";
import type { Step } from "../guide";

interface SparkVersions {
  versions: { key: string; name: string }[];
}

/** A part of the API that has no action of its own. */
export const rawRequest: Step = {
  title: "A raw request: for everything without a dedicated action",
  run: async (guide) => {
    const { versions } = await guide.call<SparkVersions>("rawRequest", {
      method: "GET",
      url: "/2.1/clusters/spark-versions",
    });
    const [first] = versions;
    assert.ok(first?.key, "no Spark version came");
    guide.screen.good(`${versions.length} runtime versions, among them ${first.name} (${first.key})`);
  },
};
