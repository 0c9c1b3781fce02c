/** The saved queries of a workspace: those that it was seeded with, and those that requests have made. */
import { apiError, doesNotExist } from "../../apiError";
import type { CreateQueryRequestQuery, Query } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";

const isActive = ({ lifecycle_state }: Query): boolean => lifecycle_state !== "TRASHED";

export class QueryStore {
  readonly #queries: Map<string, Query>;

  constructor(
    private readonly clock: WorkspaceClock,
    private readonly ids: Ids,
    seeded: readonly Query[],
  ) {
    this.#queries = new Map(seeded.map((query) => [query.id ?? "", query]));
  }

  /** Every query that is not in the trash, in the order of its making. */
  list(): Query[] {
    return [...this.#queries.values()].filter(isActive);
  }

  /** One query, also from the trash. @throws HttpError 404 where there is none of that id */
  get(id: string): Query {
    const found = this.#queries.get(id);
    if (found) return found;
    throw doesNotExist(`Query ${id} does not exist.`);
  }

  /**
   * Makes a query.
   * @param resolvesName whether a name that another query of the folder has gets a number
   * @throws HttpError 400 for such a name otherwise
   */
  create(given: CreateQueryRequestQuery, owner: string, resolvesName: boolean): Query {
    const time = new Date(this.clock.now()).toISOString();
    const query: Query = {
      run_as_mode: "OWNER",
      ...given,
      display_name: this.#nameOf(given, resolvesName),
      id: this.ids.uuid(),
      owner_user_name: owner,
      last_modifier_user_name: owner,
      lifecycle_state: "ACTIVE",
      create_time: time,
      update_time: time,
    };
    this.#queries.set(query.id ?? "", query);
    return query;
  }

  #nameOf({ display_name = "New Query", parent_path }: CreateQueryRequestQuery, resolves: boolean): string {
    const besides = this.list().filter((query) => query.parent_path === parent_path);
    const taken = new Set(besides.map((query) => query.display_name));
    if (!taken.has(display_name)) return display_name;
    if (!resolves) {
      throw apiError(400, "RESOURCE_ALREADY_EXISTS", `Node named '${display_name}' already exists`);
    }
    let number = 1;
    while (taken.has(`${display_name} (${number})`)) number += 1;
    return `${display_name} (${number})`;
  }

  /** Moves a query to the trash. Throws as `get` does. */
  trash(id: string): void {
    this.#queries.set(id, { ...this.get(id), lifecycle_state: "TRASHED" });
  }
}
