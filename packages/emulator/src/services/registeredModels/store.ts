/** Registered models of Unity Catalog, with their versions and aliases. */

import { doesNotExist } from "../../apiError";
import { invalidParameter } from "../../control/requests";
import type { ModelAlias, ModelVersion, RegisteredModel, StoredModel, StoredVersion } from "./model";

const ALIAS = /^[\w-]{1,255}$/;
/** Names that MLflow keeps for itself: a version's own, and the latest. */
const RESERVED = /^(?:v\d+|latest)$/i;

export class RegisteredModelStore {
  readonly #models = new Map<string, StoredModel>();

  constructor(models: StoredModel[]) {
    this.put(models);
  }

  /**
   * Adds models as they are given, or replaces those of the same name.
   * @param replaceAll whether they replace all that there are
   */
  put(given: StoredModel[], replaceAll = false): void {
    if (replaceAll) this.#models.clear();
    for (const { model, versions, aliases } of given) {
      this.#models.set(model.full_name, { model, versions: [...versions], aliases: [...aliases] });
    }
  }

  /**
   * The models of a schema, or all, by name.
   * @throws HttpError 400 INVALID_PARAMETER_VALUE where only one of the two is given
   */
  list(catalog: string | undefined, schema: string | undefined): RegisteredModel[] {
    if ((catalog === undefined) !== (schema === undefined)) {
      throw invalidParameter("catalog_name and schema_name must be given together, or not at all.");
    }
    return [...this.#models.values()]
      .map(({ model }) => model)
      .filter((model) => catalog === undefined || model.catalog_name === catalog)
      .filter((model) => schema === undefined || model.schema_name === schema)
      .sort((one, other) => (one.full_name < other.full_name ? -1 : 1));
  }

  /** A model, with its aliases where wanted. @throws HttpError 404 where there is none of that name */
  get(fullName: string, withAliases: boolean): RegisteredModel {
    const { model, aliases } = this.#find(fullName);
    return withAliases && aliases.length > 0 ? { ...model, aliases: [...aliases] } : model;
  }

  /** The versions of a model, the oldest first. Throws as `get` does. */
  versions(fullName: string): ModelVersion[] {
    return this.#find(fullName).versions.map(({ version }) => version);
  }

  /** A version, with its aliases where wanted. Throws as `get` does, and 404 where there is no such version. */
  version(fullName: string, number: number, withAliases: boolean): ModelVersion {
    const { version } = this.stored(fullName, number);
    const aliases = this.#find(fullName).aliases.filter(({ version_num }) => version_num === number);
    return withAliases && aliases.length > 0 ? { ...version, aliases } : version;
  }

  /** A version with its code. Throws as `version` does. */
  stored(fullName: string, number: number): StoredVersion {
    const found = this.#find(fullName).versions.find(({ version }) => version.version === number);
    if (!found) throw doesNotExist(`Model version '${number}' of '${fullName}' does not exist.`);
    return found;
  }

  /** The version that an alias stands for. Throws as `get` does, and 404 where there is no such alias. */
  byAlias(fullName: string, alias: string, withAliases: boolean): ModelVersion {
    const found = this.#find(fullName).aliases.find(({ alias_name }) => alias_name === alias);
    if (!found) throw doesNotExist(`Alias '${alias}' of '${fullName}' does not exist.`);
    return this.version(fullName, Number(found.version_num), withAliases);
  }

  /** Makes an alias stand for a version. Throws as `version` does, and 400 for a name that is reserved. */
  setAlias(fullName: string, alias: string, number: number): ModelAlias {
    if (RESERVED.test(alias)) throw invalidParameter(`Alias '${alias}' is reserved.`);
    if (!ALIAS.test(alias)) {
      throw invalidParameter(
        `Invalid alias name '${alias}': it has 1 to 255 letters, digits, hyphens and underscores.`,
      );
    }
    this.stored(fullName, number);
    const made = { alias_name: alias, version_num: number };
    const model = this.#find(fullName);
    model.aliases = [...model.aliases.filter(({ alias_name }) => alias_name !== alias), made];
    return made;
  }

  /** Takes an alias away. Throws as `byAlias` does. */
  deleteAlias(fullName: string, alias: string): void {
    this.byAlias(fullName, alias, false);
    const model = this.#find(fullName);
    model.aliases = model.aliases.filter(({ alias_name }) => alias_name !== alias);
  }

  #find(fullName: string): StoredModel {
    const found = this.#models.get(fullName);
    if (!found) throw doesNotExist(`Routine or Model '${fullName}' does not exist.`);
    return found;
  }
}
