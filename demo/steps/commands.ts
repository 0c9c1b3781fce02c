import assert from "node:assert/strict";
import type { Cluster } from "../../src/services/clusters/clusters";
import type { CommandStatus, Created } from "../../src/services/commands/commands";
import type { Guide, Step } from "../guide";
import { tables, watchedAirports } from "./sql";

const program = `import statistics
flights = spark.sql("""
  SELECT f.origin, f.delay FROM samples.aviation.flights f JOIN ${watchedAirports} w ON f.origin = w.iata
""").collect()
delays = {}
for flight in flights:
    delays.setdefault(flight.origin, []).append(flight.delay)
for airport in sorted(delays):
    print(f"{airport}: median {statistics.median(delays[airport]):.0f} min, worst {max(delays[airport])} min")`;

/**
 * Finds a cluster that runs.
 * @throws AssertionError where none does
 */
export const runningCluster = async (guide: Guide): Promise<Cluster> => {
  const found = (await guide.quietly<Cluster[]>("listClusters")).find(({ state }) => state === "RUNNING");
  assert.ok(found, "no cluster runs");
  return found;
};

/** Databricks marks the name of an exception up, for notebooks. */
const withoutMarkup = (text = ""): string => text.replace(/<[^>]+>/g, "");

const running = ["Queued", "Running"];

/** Python that reads the tour's table, and Python that raises an exception. */
export const python: Step = {
  needs: [tables],
  title: "Python on a cluster reads that table",
  run: async (guide) => {
    const { cluster_id: clusterId } = await runningCluster(guide);
    const language = "python";
    const { id: contextId } = await guide.call<Created>("createExecutionContext", { clusterId, language });
    const outcome = async (command: string): Promise<CommandStatus> => {
      const { id: commandId } = await guide.call<Created>("runCommand", {
        command,
        language,
        clusterId,
        contextId,
      });
      return guide.call<CommandStatus>(
        "getCommandStatus",
        { clusterId, contextId, commandId },
        { until: ({ status }) => !running.includes(status) },
      );
    };

    const { status, results } = await outcome(program);
    assert.equal(status, "Finished");
    assert.equal(results?.resultType, "text", withoutMarkup(results?.summary));
    const said = String(results?.data).trim();
    assert.match(said, /^ATL: median -?\d+ min, worst \d+ min\nHNL: .+\nORD: .+$/);
    guide.screen.note(said);

    const failed = await outcome("len(delays) / (len(delays) - 3)");
    assert.equal(failed.status, "Finished");
    assert.equal(failed.results?.resultType, "error");
    const summary = withoutMarkup(failed.results?.summary);
    assert.match(summary, /^ZeroDivisionError: division by zero/);
    guide.screen.good(`the context kept its variables, and an exception is a result: ${summary}`);
  },
};
