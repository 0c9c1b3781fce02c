import type { ModelVersionInfo, RegisteredModelAlias, RegisteredModelInfo } from "../../contract/wireTypes";

/** A name for a version of a model. */
export type ModelAlias = RegisteredModelAlias;

export interface RegisteredModel extends RegisteredModelInfo {
  name: string;
  catalog_name: string;
  schema_name: string;
  full_name: string;
}

export interface ModelVersion extends ModelVersionInfo {
  model_name: string;
  catalog_name: string;
  schema_name: string;
  version: number;
}

/** A version and the code that it stands for. */
export interface StoredVersion {
  version: ModelVersion;
  /** Python that defines `predict`, which takes a list of records, instances or inputs. */
  python?: string;
}

/** A model with all that belongs to it. */
export interface StoredModel {
  model: RegisteredModel;
  versions: StoredVersion[];
  aliases: ModelAlias[];
}
