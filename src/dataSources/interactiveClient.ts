/** The client of every data source. */
import type { ActionLogger, Connection } from "@prismatic-io/spectral";
import { createClient, type DatabricksClient } from "../client";
import { Deadline, interactiveMs } from "../http/deadline";

/** The time limit of one attempt, in milliseconds. */
const timeoutMs = 10_000;

/** Creates a client whose requests all end while a person still waits. Throws as `createClient` does. */
export const interactiveClient = (
  connection: Connection,
  { logger }: { logger: ActionLogger },
): DatabricksClient =>
  createClient(connection, { logger, debug: false, deadline: Deadline.after(interactiveMs), timeoutMs });
