/** The Genie spaces of a workspace: those that it was seeded with. */
import { apiError } from "../../apiError";
import type { GenieSpace } from "../../contract/wireTypes";

export class GenieStore {
  constructor(private readonly seeded: readonly GenieSpace[]) {}

  /** Every space, in the order of the seed, without what only its editors may read. */
  list(): GenieSpace[] {
    return this.seeded.map(({ serialized_space, ...space }) => space);
  }

  /** One space, also without. @throws HttpError 404 where there is none of that id */
  get(id: string): GenieSpace {
    const { serialized_space, ...space } = this.#find(id);
    return space;
  }

  /** One space with all that it consists of. Throws as `get` does. */
  serialized(id: string): GenieSpace {
    return this.#find(id);
  }

  #find(id: string): GenieSpace {
    const found = this.seeded.find(({ space_id }) => space_id === id);
    if (found) return found;
    throw apiError(404, "RESOURCE_DOES_NOT_EXIST", `Unable to get space [${id}]: it does not exist.`);
  }
}
