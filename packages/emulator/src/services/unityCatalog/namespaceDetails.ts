/** What the API takes for a catalog or a schema and the SQL engine does not keep. */
import { fieldsOf } from "../../control/requests";
import { isWithin } from "../grants/principalGrants";
import type { CatalogThing, ObjectFollower } from "./followers";
import type { Catalog } from "./objects";

type Details = Pick<Catalog, "properties" | "storage_root">;

/** The properties and the storage of a new catalog or schema: the API description has their types. */
export function readDetails(given: unknown): Details {
  const { properties, storage_root } = fieldsOf(given) as Details;
  return {
    ...(properties !== undefined && { properties }),
    ...(storage_root !== undefined && { storage_root }),
  };
}

export class NamespaceDetails implements ObjectFollower {
  #all: { thing: CatalogThing; details: Details }[] = [];

  put(thing: CatalogThing, details: Details): void {
    this.#all.push({ thing, details });
  }

  of({ securable, id }: CatalogThing): Details {
    return this.#all.find(({ thing }) => thing.securable === securable && thing.id === id)?.details ?? {};
  }

  forget(gone: CatalogThing): void {
    this.#all = this.#all.filter(({ thing }) => !isWithin(thing, gone));
  }

  /** Only tables and volumes can get another name. */
  rename(): void {}
}
