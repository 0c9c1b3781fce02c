/** Volumes of Unity Catalog: what is known of them, without their files. */
import { optionalText } from "../../control/requests";
import type { ObjectFollower } from "./followers";
import { type ObjectPath, objectName, type SchemaPath, volumeExists, volumeMissing } from "./names";
import { commentOf, newVolume, type VolumeEnvironment } from "./newVolume";
import type { Volume } from "./objects";
import type { UnityCatalogStore } from "./store";

/** Where the files of volumes are. */
interface VolumeFiles {
  deleteVolume(fullName: string): Promise<void>;
  renameVolume(fullName: string, newFullName: string): void;
}

export class VolumeStore {
  readonly #volumes = new Map<string, Volume>();

  constructor(
    private readonly unityCatalog: Pick<UnityCatalogStore, "schema">,
    private readonly files: VolumeFiles,
    private readonly environment: VolumeEnvironment,
    private readonly follower: ObjectFollower,
  ) {
    this.#add(environment.seed.volumes);
  }

  /** Adds volumes as they are given, in place of those of the same name, or of all that there are with their files. */
  async put(given: Volume[], replaceAll = false): Promise<void> {
    const names = new Set(given.map(({ full_name }) => full_name));
    const others = [...this.#volumes.keys()].filter((name) => !names.has(name));
    if (replaceAll) await Promise.all(others.map((name) => this.remove(name)));
    this.#add(given);
  }

  /** Whether a volume is there. @param fullName in lower case */
  has(fullName: string): boolean {
    return this.#volumes.has(fullName);
  }

  /** Every volume of a schema, by name. @throws HttpError 404 where the schema or its catalog is missing */
  async list(path: SchemaPath): Promise<Volume[]> {
    const schema = await this.unityCatalog.schema(path);
    return this.inSchema(schema.catalog_name, schema.name);
  }

  /** The same for names in lower case that are known to be right. */
  inSchema(catalog: string, schema: string): Volume[] {
    return [...this.#volumes.values()]
      .filter(({ catalog_name, schema_name }) => catalog_name === catalog && schema_name === schema)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** One volume. @throws HttpError 404 where it or what it stands in is missing */
  async get(path: ObjectPath): Promise<Volume> {
    const { full_name } = await this.unityCatalog.schema(path);
    const found = this.#volumes.get(`${full_name}.${path.name.toLowerCase()}`);
    if (!found) throw volumeMissing(`${path.catalog}.${path.schema}.${path.name}`);
    return found;
  }

  /**
   * Creates a volume in a schema that exists.
   * @param given the fields of a request to create one
   * @param owner who creates it; the seed's user where left out
   * @throws HttpError 400 for a wrong field, or where there is a volume of that name
   */
  create(given: unknown, owner = this.environment.seed.user.userName): Volume {
    const volume = newVolume(given, this.environment, owner);
    this.#requireFree(volume.full_name);
    this.#add([volume]);
    return volume;
  }

  /** Changes a volume's comment, owner or name. @throws HttpError 404 as `get` does, 400 as `create` does */
  async update(path: ObjectPath, given: unknown, updatedBy: string): Promise<Volume> {
    const volume = await this.get(path);
    const [comment, owner] = [commentOf(given), optionalText(given, "owner")];
    const newName = optionalText(given, "new_name");
    const name = newName === undefined ? volume.name : objectName("UpdateVolume", "new_name", newName);
    const full_name = `${volume.catalog_name}.${volume.schema_name}.${name}`;
    if (name !== volume.name) {
      this.#requireFree(full_name);
      this.#volumes.delete(volume.full_name);
      this.files.renameVolume(volume.full_name, full_name);
      this.follower.rename({ securable: "volume", id: volume.full_name }, full_name);
    }
    const changed: Volume = {
      ...volume,
      name,
      full_name,
      ...(comment !== undefined && { comment }),
      ...(owner !== undefined && { owner }),
      updated_at: this.environment.clock.now(),
      updated_by: updatedBy,
    };
    this.#add([changed]);
    return changed;
  }

  /** Deletes a volume with its files. @throws HttpError 404 as `get` does */
  async delete(path: ObjectPath): Promise<void> {
    const { full_name } = await this.get(path);
    await this.remove(full_name);
  }

  /** Deletes a volume with its files, where it is there. @param fullName in lower case */
  async remove(fullName: string): Promise<void> {
    this.#volumes.delete(fullName);
    this.follower.forget({ securable: "volume", id: fullName });
    await this.files.deleteVolume(fullName);
  }

  #add(volumes: Volume[]): void {
    for (const volume of volumes) this.#volumes.set(volume.full_name, volume);
  }

  #requireFree(fullName: string): void {
    if (this.#volumes.has(fullName)) throw volumeExists(fullName);
  }
}
