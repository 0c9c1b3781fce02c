import { type Connection, dataSource } from "@prismatic-io/spectral";
import { withFacts } from "../facts";
import { connection } from "../inputs/shared";
import { checkInputs, checkTargets } from "../inputs/users/checkInputs";
import { checkAll } from "../services/connectionCheck/checkAll";
import type { ConnectionCheck } from "../services/connectionCheck/connectionCheck";
import { connectionCheckExample } from "../services/connectionCheck/connectionCheckExamples";
import { interactiveClient } from "./interactiveClient";
import { statusForm } from "./statusForm";

const grants = { none: "nothing; it reports which grants are missing" } as const;

/** A data source offers no choices of its own for what it is asked about: the wizard's other variables do. */
const inputs = Object.fromEntries(
  Object.entries(checkInputs).map(([key, { dataSource: _, ...input }]) => [key, input]),
) as typeof checkInputs;

/**
 * What Check Connection says, as text in a config wizard, before anything is deployed: a form without anything to fill
 * in, since of all that a wizard shows only a form has text that can be read as it is, in as many lines as it needs. A
 * connection that cannot sign in is an error, which the wizard shows as it is.
 * https://docs.databricks.com/api/workspace/currentuser/me
 */
export const connectionStatus = dataSource({
  display: {
    label: "Connection Status",
    description:
      "Show which identity the connection uses, whether it can use the given objects, and which grants are missing.",
  },
  dataSourceType: "jsonForm",
  inputs: { connection, ...inputs },
  perform: async (context, params) => {
    const { connection: chosen, ...given } = params;
    const client = interactiveClient(chosen as Connection, context, grants);
    return { result: statusForm(await checkAll(client, checkTargets(given)), client.redact) };
  },
  // Nothing in the example is secret, and the redactor takes milliseconds at its first use.
  examplePayload: { result: statusForm(connectionCheckExample as ConnectionCheck, (text) => text) },
});

withFacts(connectionStatus, { grants });
