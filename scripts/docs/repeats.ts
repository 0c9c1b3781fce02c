/** What happens when a step of each action runs again, as its source says, for the documentation. */
import * as actions from "../../src/actions";
import { factsOf } from "../../src/facts";
import { type RepeatKind, repeatKinds } from "../../src/repeatBehaviour";
import { type ReferencePage, table } from "./markdown";

const definitions: Readonly<Record<string, object>> = actions;

/** The page of what is safe to repeat. @param pages those of each service */
export const repeatsPage = (pages: readonly ReferencePage[]): string => {
  const entries = pages.flatMap((page) =>
    page.entries.flatMap(({ key, label }) => {
      const { repeat } = factsOf(definitions[key] ?? {});
      return repeat ? [{ service: page.title, label, ...repeat }] : [];
    }),
  );
  const rows = (Object.keys(repeatKinds) as RepeatKind[]).flatMap((kind) =>
    entries
      .filter((entry) => entry.kind === kind)
      .map(({ service, label, advice = "" }) => [label, service, `${repeatKinds[kind]} ${advice}`.trim()]),
  );
  return [
    "# What is safe to repeat",
    "This page shows what happens when a step runs again: by its own retry, because the flow is retried or replayed, or because it is started again. Actions that only read can be repeated at any time. For all other actions, this table shows what the second run does.",
    table(["Action", "Service", "When the step runs again"], rows),
    "Within one run of a step, a request whose response is lost is sent again only if that is safe: it is a GET, PUT or DELETE, Databricks documents it as safe, or a token prevents a second execution. An SQL statement that may write is looked up in the query history instead. Otherwise, or if no repetition gets a response, the step fails, and its error says that the outcome is not known.",
    "`npm run accept` generates this page from the source of the component.\n",
  ].join("\n\n");
};
