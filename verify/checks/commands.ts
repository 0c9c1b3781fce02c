/** Code on the given cluster. */
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { executionContextKind } from "../kinds";
import { agree, NotTried } from "../outcomes";

const page = "https://docs.databricks.com/api/workspace/commandexecution";
const language = "python";

/** The cluster, if it runs: none is started. */
const running = async (context: CheckContext): Promise<string> => {
  const { clusterId } = context;
  const { state } = await context.call<{ state: string }>("getCluster", { clusterId });
  if (state !== "RUNNING") throw new NotTried(`the given cluster is ${state}, and is not started`);
  return clusterId;
};

interface Created {
  id: string;
}

/** What every action on an execution context is given. */
interface ContextInputs {
  clusterId: string;
  contextId: string;
}

/** Makes an execution context, which the run removes in the end where the check does not come to that. */
const freshContext = async (context: CheckContext): Promise<ContextInputs> => {
  const clusterId = await running(context);
  const inputs = { clusterId, language };
  return { clusterId, contextId: await context.make(executionContextKind, "createExecutionContext", inputs) };
};

/** Runs a command without waiting for it. */
const started = async (context: CheckContext, place: ContextInputs, command: string) => {
  const { id: commandId } = await context.call<Created>("runCommand", { ...place, language, command });
  return { ...place, commandId };
};

export const commandChecks: Check[] = [
  {
    id: "commands.context",
    title: "A context is made, runs a command, keeps its variables and is destroyed",
    tries: "Create Execution Context, its status, Run Command, Get Command Status, Destroy Execution Context",
    source: page,
    covers: [
      ...["createExecutionContext", "getExecutionContextStatus", "runCommand"],
      ...["getCommandStatus", "destroyExecutionContext"],
    ],
    needs: ["cluster"],
    minutes: 10,
    run: async (context) => {
      const place = await freshContext(context);
      const { status } = await context.call<{ status: string }>("getExecutionContextStatus", { ...place });
      const sets = { ...place, language, command: "x = 6", waitForCompletion: true };
      await context.call("runCommand", sets);
      const command = await started(context, place, "print(x * 7)");
      let ended = await context.call<{ status: string; results?: { data?: unknown } }>(
        "getCommandStatus",
        command,
      );
      while (!["Finished", "Error", "Cancelled"].includes(ended.status)) {
        await context.pause();
        ended = await context.call("getCommandStatus", command);
      }
      await context.call("destroyExecutionContext", { ...place });
      const seen = `context ${status}, command ${ended.status}, ${JSON.stringify(ended.results)}`;
      agree(String(ended.results?.data).trim() === "42", seen);
      return seen;
    },
  },
  {
    id: "commands.cancel",
    title: "A command is canceled; what cancel and destroy answer is told",
    tries: "a command that sleeps, Cancel Command, and destroy without the connector",
    source: page,
    covers: ["cancelCommand"],
    needs: ["cluster"],
    minutes: 10,
    run: async (context) => {
      const place = await freshContext(context);
      const command = await started(context, place, "import time\ntime.sleep(600)");
      const canceled = await context.call("cancelCommand", command);
      const destroyed = await context.request("POST", "/api/1.2/contexts/destroy", { body: place });
      agree(destroyed.status === 200, destroyed.summary);
      return `cancel: ${JSON.stringify(canceled)}; destroy: ${destroyed.text}`;
    },
  },
  {
    id: "commands.code",
    title: "Code runs in one step, an exception is an error, and a table comes as rows",
    tries: "Run Code in Python and SQL",
    source: page,
    covers: ["runCode"],
    needs: ["cluster"],
    minutes: 10,
    run: async (context) => {
      const clusterId = await running(context);
      const failed = await context.refusal("runCode", {
        clusterId,
        language,
        command: "raise ValueError('on purpose')",
      });
      agree(/on purpose/.test(failed.message), failed.message);
      const { output } = await context.call<{ output: unknown }>("runCode", {
        clusterId,
        language: "sql",
        command: "SELECT 1 AS one",
      });
      agree(/"one"/.test(JSON.stringify(output)), JSON.stringify(output));
      return JSON.stringify(output);
    },
  },
  {
    id: "commands.truncated",
    title: "A table of a command that is cut says so",
    tries: "Run Code with a query of 20,000 rows",
    source: page,
    covers: ["runCode"],
    needs: ["cluster"],
    minutes: 10,
    run: async (context) => {
      const clusterId = await running(context);
      const { output } = await context.call<{ output: { rows: object[]; truncated?: boolean } }>("runCode", {
        clusterId,
        language: "sql",
        command: "SELECT * FROM range(20000)",
      });
      const seen = `${output.rows.length} rows, truncated ${output.truncated}`;
      agree(output.rows.length === 20_000 || output.truncated === true, seen);
      return seen;
    },
  },
  {
    id: "commands.error.context",
    title: "An unknown context is refused in words that the connector reads",
    tries: "status of a context that is not there, with and without the connector",
    source: page,
    covers: ["getExecutionContextStatus"],
    needs: ["cluster"],
    run: async (context) => {
      const clusterId = await running(context);
      const contextId = "1234567890123456789";
      const answer = await context.request("GET", "/api/1.2/contexts/status", {
        query: { clusterId, contextId },
      });
      const { message } = await context.refusal("getExecutionContextStatus", { clusterId, contextId });
      agree(
        answer.status >= 400 && /The execution context no longer exists/.test(message),
        `${answer.summary}; ${message}`,
      );
      return answer.summary;
    },
  },
];
