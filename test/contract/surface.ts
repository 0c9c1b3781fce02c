/**
 * The public contract, by hand: keys, labels, order, types, defaults and choices that flows and config wizards refer
 * to. Changing a line here is a breaking change for users; adding one is not.
 */
import type { Surface, SurfaceAction, SurfaceInput } from "../../scripts/docs/surface";
import { computeActions } from "./computeSurface";
import { dataSources } from "./dataSourceSurface";
import { jobActions } from "./jobSurface";
import { modelActions } from "./modelSurface";
import { triggers } from "./triggerSurface";

const connection: SurfaceInput = {
  key: "connection",
  label: "Connection",
  type: "connection",
  required: true,
};

const debugRequest: SurfaceInput = {
  key: "debugRequest",
  label: "Debug Request",
  type: "boolean",
  default: "false",
};

const text = (key: string, label: string): SurfaceInput => ({ key, label, type: "string", required: true });

const optionalText = (key: string, label: string): SurfaceInput => ({ key, label, type: "string" });

const flag = (key: string, label: string): SurfaceInput => ({
  key,
  label,
  type: "boolean",
  default: "false",
});

/** An address that the platform fills in with other inputs; nobody sees it. */
/** Which workspace is meant, where one host serves several. */
const workspaceId = optionalText("workspaceId", "Workspace ID");

const template = (key: string, label: string, value: string): SurfaceInput => ({
  key,
  label,
  type: "template",
  default: value,
});

const pairs = (key: string, label: string): SurfaceInput => ({
  ...optionalText(key, label),
  collection: "keyvaluelist",
});

const clusterId: SurfaceInput = { ...text("clusterId", "Cluster ID"), dataSource: "selectCluster" };
const warehouseId: SurfaceInput = { ...text("warehouseId", "Warehouse ID"), dataSource: "selectWarehouse" };
const contextId = text("contextId", "Execution Context ID");
const commandId = text("commandId", "Command ID");
const language: SurfaceInput = {
  ...text("language", "Language"),
  default: "python",
  choices: ["python", "scala", "sql", "r"],
};
const statementId = text("statementId", "Statement ID");
const resultFormat: SurfaceInput = {
  ...optionalText("resultFormat", "Result Format"),
  default: "rows",
  choices: ["rows", "databricksResponse", "csv", "jsonLines"],
};
const timeoutSeconds: SurfaceInput = {
  ...optionalText("timeoutSeconds", "Timeout (seconds)"),
  default: "600",
};

/** An action with the inputs that every action has around its own. */
const action = (key: string, label: string, ...inputs: SurfaceInput[]): SurfaceAction => ({
  key,
  label,
  inputs: [connection, ...inputs, debugRequest],
});

/** Raw Request has spectral's own inputs in spectral's own order. */
const rawRequest: SurfaceAction = {
  key: "rawRequest",
  label: "Raw Request",
  inputs: [
    connection,
    text("url", "URL"),
    {
      ...text("method", "Method"),
      choices: ["DELETE", "GET", "HEAD", "LINK", "OPTIONS", "PATCH", "POST", "PURGE", "PUT", "UNLINK"],
    },
    optionalText("data", "Data"),
    pairs("formData", "Form Data"),
    pairs("fileData", "File Data"),
    pairs("fileDataFileNames", "File Data File Names"),
    pairs("queryParams", "Query Parameter"),
    pairs("headers", "Header"),
    {
      ...text("responseType", "Response Type"),
      default: "json",
      choices: ["arraybuffer", "document", "json", "text"],
    },
    optionalText("timeout", "Timeout"),
    debugRequest,
    { ...optionalText("retryDelayMS", "Retry Delay (ms)"), default: "0" },
    flag("retryAllErrors", "Retry On All Errors"),
    { ...optionalText("maxRetries", "Max Retry Count"), default: "0" },
    flag("useExponentialBackoff", "Use Exponential Backoff"),
  ],
};

const byKey = (one: { key: string }, other: { key: string }): number => (one.key < other.key ? -1 : 1);

/** What the component must publish; actions and data sources are sorted by key. */
export const contract: Surface = {
  key: "databricks",
  public: false,
  label: "Databricks",
  connections: [
    {
      key: "personalAccessToken",
      label: "Databricks Personal Access Token",
      inputs: [
        text("host", "Host"),
        { ...text("apiKey", "Personal Access Token"), type: "password" },
        workspaceId,
      ],
    },
    {
      key: "workspaceServicePrincipal",
      label: "Databricks Workspace Service Principal",
      oauth2Type: "client_credentials",
      inputs: [
        {
          ...text("tokenUrl", "Token URL"),
          default: "https://dbc-REPLACE-ME.cloud.databricks.com/oidc/v1/token",
        },
        { ...text("scopes", "Scopes"), default: "all-apis" },
        text("clientId", "Service Principal Client ID"),
        { ...text("clientSecret", "Service Principal Client Secret"), type: "password" },
        workspaceId,
      ],
    },
    {
      key: "userOAuth",
      label: "Databricks User Sign-In",
      oauth2Type: "authorization_code",
      inputs: [
        text("host", "Host"),
        text("clientId", "Client ID"),
        { ...optionalText("clientSecret", "Client Secret"), type: "password" },
        { ...text("scopes", "Scopes"), default: "all-apis offline_access" },
        template("authorizeUrl", "Authorize URL", "https://{{#host}}/oidc/v1/authorize"),
        template("tokenUrl", "Token URL", "https://{{#host}}/oidc/v1/token"),
        workspaceId,
      ],
    },
    {
      key: "azureServicePrincipal",
      label: "Databricks Azure Service Principal",
      oauth2Type: "client_credentials",
      inputs: [
        text("host", "Host"),
        text("tenantId", "Tenant ID"),
        text("clientId", "Application (Client) ID"),
        { ...text("clientSecret", "Client Secret"), type: "password" },
        { ...text("scopes", "Scopes"), default: "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default" },
        { ...text("loginHost", "Login Host"), default: "login.microsoftonline.com" },
        template("tokenUrl", "Token URL", "https://{{#loginHost}}/{{#tenantId}}/oauth2/v2.0/token"),
        workspaceId,
      ],
    },
  ],
  actions: [
    action("cancelStatement", "SQL: Cancel Statement", statementId),
    action(
      "checkConnection",
      "Check Connection",
      { ...optionalText("warehouseId", "Warehouse ID"), dataSource: "selectWarehouse" },
      { ...optionalText("catalog", "Catalog"), dataSource: "selectCatalog" },
      { ...optionalText("schema", "Schema"), dataSource: "selectSchema" },
      { ...optionalText("table", "Table"), dataSource: "selectTable" },
      { ...optionalText("clusterId", "Cluster ID"), dataSource: "selectCluster" },
      { ...optionalText("jobId", "Job ID"), dataSource: "selectJob" },
    ),
    action("createExecutionContext", "Create Execution Context", clusterId, language),
    action("getCluster", "Get Cluster", clusterId),
    action("getCommandStatus", "Get Command Status", clusterId, contextId, commandId),
    action("getCurrentUser", "Get Current User"),
    action(
      "getStatement",
      "SQL: Get Statement",
      statementId,
      flag("waitForResult", "Wait For Result"),
      resultFormat,
      timeoutSeconds,
    ),
    action("getWarehouse", "Get SQL Warehouse", warehouseId),
    action("listClusters", "List Clusters"),
    action("listNodeTypes", "List Node Types"),
    action("listWarehouses", "List SQL Warehouses"),
    rawRequest,
    action(
      "runSql",
      "SQL: Execute an SQL Statement",
      warehouseId,
      text("sqlStatement", "SQL Statement"),
      { key: "sqlParameters", label: "SQL Parameters", type: "code", language: "json" },
      { ...optionalText("catalog", "Catalog"), dataSource: "selectCatalog" },
      { ...optionalText("schema", "Schema"), dataSource: "selectSchema" },
      { ...flag("waitForResult", "Wait For Result"), default: "true" },
      resultFormat,
      {
        ...optionalText("disposition", "Disposition"),
        default: "automatic",
        choices: ["automatic", "inline", "externalLinks"],
      },
      optionalText("rowLimit", "Row Limit"),
      optionalText("byteLimit", "Byte Limit"),
      timeoutSeconds,
      pairs("queryTags", "Query Tags"),
    ),
    ...computeActions({ action, text, optionalText, flag, timeoutSeconds }),
    ...jobActions({ action, text, optionalText, flag, pairs, timeoutSeconds }),
    ...modelActions({ action, text, optionalText, pairs, timeoutSeconds }),
  ].sort(byKey),
  triggers: triggers({ connection, debugRequest, text, optionalText }),
  dataSources: dataSources({ connection, text, optionalText }),
};
