/** Volumes of Unity Catalog: what is known of them, without their files. */
import type { Volume } from "../../../../../src/services/unityCatalog/unityCatalog";
import { volumeExamples as examples } from "../../../../../src/services/unityCatalog/unityCatalogExamples";
import type { Workspace } from "../../workspace";
import { type ObjectPath, type SchemaPath, volumeMissing } from "./names";

/** A volume whose full name is known. */
export type StoredVolume = Volume & { full_name: string };

export class VolumeStore {
  readonly #volumes = new Map<string, StoredVolume>();

  constructor(readonly workspace: Workspace) {
    this.put(examples);
  }

  /**
   * Adds volumes as they are given, or replaces those of the same name.
   * @param alone whether they take the place of all that there were
   */
  put(given: StoredVolume[], alone = false): void {
    if (alone) this.#volumes.clear();
    for (const volume of given) this.#volumes.set(volume.full_name, volume);
  }

  /** Every volume of a schema, by name. @throws HttpError 404 where the schema or its catalog is missing */
  async list(path: SchemaPath): Promise<Volume[]> {
    const schema = await this.workspace.unityCatalog.schema(path);
    return [...this.#volumes.values()]
      .filter((volume) => volume.catalog_name === schema.catalog_name && volume.schema_name === schema.name)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** One volume. @throws HttpError 404 where it or what it stands in is missing */
  async get(path: ObjectPath): Promise<Volume> {
    const { full_name } = await this.workspace.unityCatalog.schema(path);
    const found = this.#volumes.get(`${full_name}.${path.name.toLowerCase()}`);
    if (!found) throw volumeMissing(`${path.catalog}.${path.schema}.${path.name}`);
    return found;
  }
}
