/** Volumes of Unity Catalog: what is known of them, without their files. */

import { type ObjectPath, type SchemaPath, volumeMissing } from "./names";
import type { Volume } from "./objects";
import type { UnityCatalogStore } from "./store";

export class VolumeStore {
  readonly #volumes = new Map<string, Volume>();

  constructor(
    private readonly unityCatalog: Pick<UnityCatalogStore, "schema">,
    volumes: Volume[],
  ) {
    this.put(volumes);
  }

  /**
   * Adds volumes as they are given, or replaces those of the same name.
   * @param replaceAll whether they replace all that there are
   */
  put(given: Volume[], replaceAll = false): void {
    if (replaceAll) this.#volumes.clear();
    for (const volume of given) this.#volumes.set(volume.full_name, volume);
  }

  /** Every volume of a schema, by name. @throws HttpError 404 where the schema or its catalog is missing */
  async list(path: SchemaPath): Promise<Volume[]> {
    const schema = await this.unityCatalog.schema(path);
    return [...this.#volumes.values()]
      .filter((volume) => volume.catalog_name === schema.catalog_name && volume.schema_name === schema.name)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** One volume. @throws HttpError 404 where it or what it stands in is missing */
  async get(path: ObjectPath): Promise<Volume> {
    const { full_name } = await this.unityCatalog.schema(path);
    const found = this.#volumes.get(`${full_name}.${path.name.toLowerCase()}`);
    if (!found) throw volumeMissing(`${path.catalog}.${path.schema}.${path.name}`);
    return found;
  }
}
