/** The numeric ids of users and service principals. */
import type { DatabricksClient } from "../../client";
import { mapConcurrent } from "../../http/concurrency";
import { findPrincipalNamed } from "./findPrincipal";

/** The number of lookups at a time. */
const concurrency = 4;

/**
 * Gives the ids of users and service principals by their names. A name that already is an id is returned unchanged.
 * @throws DatabricksError for one that is not found
 */
export const userIdsOf = (client: DatabricksClient, names: readonly string[]): Promise<string[]> =>
  mapConcurrent(names, concurrency, async (name) => {
    if (/^\d+$/.test(name)) return name;
    const { principal } = await findPrincipalNamed(client, name, ["user", "servicePrincipal"], true);
    return principal?.id ?? name;
  });
