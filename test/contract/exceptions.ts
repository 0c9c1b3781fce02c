/**
 * Where the component or the local workspace rightly departs from Databricks' API description, and why. Each line
 * names its source; a line that nothing needs any more fails a test.
 */

import type { Field } from "../../packages/emulator/src/contract/description";
import { undocumentedFields, undocumentedValues } from "../../packages/emulator/src/contract/undocumented";
import { metastoreOperations, metastoreTypes } from "./catalogExceptions";
import { identityOperations, identityTypes } from "./identityExceptions";
import {
  finishReason,
  listServingEndpoints,
  modelParams,
  openApiFields,
  queryServedModel,
  servingTypes,
} from "./servingExceptions";
import { listSecretScopes, secretTypes } from "./workspaceExceptions";

const instancePools = "https://docs.databricks.com/api/workspace/instancepools/list";
const nodeTypes = "https://docs.databricks.com/api/workspace/clusters/listnodetypes";
const sqlDriver = "@databricks/sql 2.1.0, useKernel: what it sends and expects";

/** An operation that is not described under its path. */
export interface OtherOperation {
  method: string;
  path: string;
  /** The described operation that it stands for, or the types of its own. */
  as?: string;
  request?: string;
  response?: string;
  why: string;
  source: string;
}

export const otherOperations: OtherOperation[] = [
  ...["list", "get", "start", "restart", "delete"].map((verb) => ({
    method: verb === "list" || verb === "get" ? "GET" : "POST",
    path: `/api/2.0/clusters/${verb}`,
    as: `/api/2.1/clusters/${verb}`,
    why: "API 2.0 of clusters lives on beside 2.1 with the same fields.",
    source: "https://docs.databricks.com/api/workspace/clusters (archive of API 2.0)",
  })),
  ...["2.0", "2.1"].flatMap((version) => [
    {
      method: "GET",
      path: `/api/${version}/clusters/list-node-types`,
      response: "compute.ListNodeTypesResponse",
      why: "The description leaves out operations whose request has no fields.",
      source: nodeTypes,
    },
    {
      method: "GET",
      path: `/api/${version}/clusters/spark-versions`,
      response: "compute.GetSparkVersionsResponse",
      why: "The description leaves out operations whose request has no fields.",
      source: "https://docs.databricks.com/api/workspace/clusters/sparkversions",
    },
  ]),
  {
    method: "GET",
    path: "/api/2.0/instance-pools/list",
    response: "compute.ListInstancePools",
    why: "The description leaves out operations whose request has no fields.",
    source: instancePools,
  },
  {
    method: "POST",
    path: "/api/2.0/sql/statements/",
    as: "/api/2.0/sql/statements",
    why: "The API reference writes the path with a slash at its end, the SDKs without.",
    source: "https://docs.databricks.com/api/workspace/statementexecution/executestatement",
  },
  {
    method: "DELETE",
    path: "/api/2.0/sql/statements/{statement_id}",
    as: "/api/2.0/sql/statements/{statement_id}/cancel",
    why: "The drivers close a statement so; no documentation has it.",
    source: sqlDriver,
  },
  {
    method: "POST",
    path: "/api/2.0/sql/sessions",
    request: "sql.CreateSessionRequest",
    response: "sql.CreateSessionResponse",
    why: "The drivers open a session so; no documentation has it.",
    source: sqlDriver,
  },
  {
    method: "DELETE",
    path: "/api/2.0/sql/sessions/{id}",
    why: "The drivers close a session so; no documentation has it.",
    source: sqlDriver,
  },
  listServingEndpoints,
  listSecretScopes,
  queryServedModel,
  ...metastoreOperations,
  ...identityOperations,
];

const field = (name: string, type: string, required = false): Field => ({ name, in: "body", type, required });

/** Types that the description lacks. */
export const otherTypes: { name: string; fields: Field[]; source: string }[] = [
  {
    name: "compute.ListNodeTypesResponse",
    fields: [field("node_types", "[]NodeType")],
    source: nodeTypes,
  },
  {
    name: "compute.NodeType",
    fields: [
      field("node_type_id", "string", true),
      field("description", "string", true),
      field("category", "string", true),
      field("instance_type_id", "string", true),
      field("memory_mb", "int", true),
      field("num_cores", "float64", true),
      field("num_gpus", "int"),
      field("is_deprecated", "bool"),
      field("is_hidden", "bool"),
      field("photon_driver_capable", "bool"),
      field("photon_worker_capable", "bool"),
      field("node_instance_type", "NodeInstanceType"),
    ],
    source: nodeTypes,
  },
  {
    name: "compute.NodeInstanceType",
    fields: [
      field("instance_type_id", "string", true),
      field("local_disks", "int"),
      field("local_disk_size_gb", "int"),
      field("local_nvme_disks", "int"),
      field("local_nvme_disk_size_gb", "int"),
    ],
    source: nodeTypes,
  },
  {
    name: "compute.GetSparkVersionsResponse",
    fields: [field("versions", "[]SparkVersion")],
    source: "https://docs.databricks.com/api/workspace/clusters/sparkversions",
  },
  {
    name: "compute.SparkVersion",
    fields: [field("key", "string"), field("name", "string")],
    source: "https://docs.databricks.com/api/workspace/clusters/sparkversions",
  },
  {
    name: "compute.ListInstancePools",
    fields: [field("instance_pools", "[]InstancePoolAndStats")],
    source: instancePools,
  },
  {
    name: "compute.InstancePoolAndStats",
    fields: [
      ...["instance_pool_id", "instance_pool_name", "node_type_id", "state"].map((name) =>
        field(name, "string"),
      ),
      ...["min_idle_instances", "max_capacity", "idle_instance_autotermination_minutes"].map((name) =>
        field(name, "int"),
      ),
      field("enable_elastic_disk", "bool"),
      field("default_tags", "map[string]string"),
    ],
    source: instancePools,
  },
  {
    name: "sql.CreateSessionRequest",
    fields: [
      field("warehouse_id", "string", true),
      field("catalog", "string"),
      field("schema", "string"),
      field("session_confs", "map[string]string"),
    ],
    source: sqlDriver,
  },
  { name: "sql.CreateSessionResponse", fields: [field("session_id", "string", true)], source: sqlDriver },
  ...servingTypes,
  ...metastoreTypes,
  ...identityTypes,
  ...secretTypes,
];

/** Fields that real traffic has and the description lacks, by type. */
export const otherFields: { type: string; field: Field; why: string; source: string }[] = [
  ...undocumentedFields,
  {
    type: "sql.ResultData",
    field: field("attachment", "string"),
    why: "Arrow results that come within the answer stand here, in base64.",
    source: sqlDriver,
  },
  finishReason,
  modelParams,
  ...openApiFields,
];

/** Enum values that real traffic has and the description lacks. */
export const otherValues: { enum: string; values: string[]; why: string; source: string }[] = [
  {
    enum: "sql.ColumnInfoTypeName",
    values: ["TIMESTAMP_NTZ", "VARIANT"],
    why: "Recorded in practice: the types are newer than the enum.",
    source: "https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-datatypes",
  },
  ...undocumentedValues,
];
