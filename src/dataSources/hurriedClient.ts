/** The client of every data source. */
import type { ActionLogger, Connection } from "@prismatic-io/spectral";
import { createClient, type DatabricksClient } from "../client";
import { Haste } from "../http/haste";

/** Within what time a data source ends, in milliseconds: a person waits for it in front of a form. */
const longestWaitMs = 25_000;

/** Makes a client all of whose requests end while a person still waits. Throws as `createClient` does. */
export const hurriedClient = (
  connection: Connection,
  { logger }: { logger: ActionLogger },
): DatabricksClient => createClient(connection, { logger, debug: false, haste: new Haste(longestWaitMs) });
