/** Where Unity Catalog rightly departs from Databricks' API description. */
import type { Field } from "../../packages/emulator/src/contract/description";

const metastores = "https://docs.databricks.com/api/workspace/metastores";

const field = (name: string, type: string, required = false): Field => ({ name, in: "body", type, required });

/** What tells of the workspace's metastore. */
export const metastoreOperations = [
  ["current-metastore-assignment", "catalog.MetastoreAssignment", "current"],
  ["metastore_summary", "catalog.GetMetastoreSummaryResponse", "summary"],
].map(([name = "", response = "", page = ""]) => ({
  method: "GET",
  path: `/api/2.1/unity-catalog/${name}`,
  response,
  why: "The description leaves out operations whose request has no fields.",
  source: `${metastores}/${page}`,
}));

/** What these answer, as far as the workspace knows of it. */
export const metastoreTypes: { name: string; fields: Field[]; source: string }[] = [
  {
    name: "catalog.MetastoreAssignment",
    fields: [
      field("default_catalog_name", "string"),
      field("metastore_id", "string", true),
      field("workspace_id", "int64", true),
    ],
    source: `${metastores}/current`,
  },
  {
    name: "catalog.GetMetastoreSummaryResponse",
    fields: [
      ...["cloud", "created_by", "global_metastore_id", "metastore_id", "name", "owner"].map((name) =>
        field(name, "string"),
      ),
      ...["privilege_model_version", "region", "updated_by"].map((name) => field(name, "string")),
      field("created_at", "int64"),
      field("updated_at", "int64"),
    ],
    source: `${metastores}/summary`,
  },
];
