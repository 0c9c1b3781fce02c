import { messageFailureHint } from "./messageFailure";

const mayPass = "may be temporary";
const sql = "The query that Genie wrote cannot be run";
const tables = "the Genie space has tables";
const model = "no AI model";
const less = "Ask a shorter question";
const stopped = "stopped or changed";
const maintained = "check its functions";

/** Every documented type, and what to do about it. */
const known: readonly [type: string, hint: string | undefined][] = [
  ["BLOCK_MULTIPLE_EXECUTIONS_EXCEPTION", "Another question of the conversation"],
  ["CHAT_COMPLETION_CLIENT_EXCEPTION", mayPass],
  ["CHAT_COMPLETION_CLIENT_TIMEOUT_EXCEPTION", mayPass],
  ["CHAT_COMPLETION_NETWORK_EXCEPTION", mayPass],
  ["CONTENT_FILTER_EXCEPTION", "rephrase the question"],
  ["CONTEXT_EXCEEDED_EXCEPTION", less],
  ["COULD_NOT_GET_DASHBOARD_SCHEMA_EXCEPTION", undefined],
  ["COULD_NOT_GET_MODEL_DEPLOYMENTS_EXCEPTION", model],
  ["COULD_NOT_GET_UC_SCHEMA_EXCEPTION", tables],
  ["DEPLOYMENT_NOT_FOUND_EXCEPTION", model],
  ["DESCRIBE_QUERY_INVALID_SQL_ERROR", sql],
  ["DESCRIBE_QUERY_TIMEOUT", mayPass],
  ["DESCRIBE_QUERY_UNEXPECTED_FAILURE", sql],
  ["EXCEEDED_MAX_TOKEN_LENGTH_EXCEPTION", less],
  ["FUNCTIONS_NOT_AVAILABLE_EXCEPTION", maintained],
  ["FUNCTION_ARGUMENTS_INVALID_EXCEPTION", mayPass],
  ["FUNCTION_ARGUMENTS_INVALID_JSON_EXCEPTION", mayPass],
  ["FUNCTION_ARGUMENTS_INVALID_TYPE_EXCEPTION", mayPass],
  ["FUNCTION_CALL_MISSING_PARAMETER_EXCEPTION", mayPass],
  ["GENERATED_SQL_QUERY_TOO_LONG_EXCEPTION", sql],
  ["GENERIC_CHAT_COMPLETION_EXCEPTION", mayPass],
  ["GENERIC_CHAT_COMPLETION_SERVICE_EXCEPTION", mayPass],
  ["GENERIC_SQL_EXEC_API_CALL_EXCEPTION", sql],
  ["ILLEGAL_PARAMETER_DEFINITION_EXCEPTION", sql],
  ["INTERNAL_CATALOG_ASSET_CREATION_FAILED_EXCEPTION", undefined],
  ["INTERNAL_CATALOG_ASSET_CREATION_ONGOING_EXCEPTION", mayPass],
  ["INTERNAL_CATALOG_ASSET_CREATION_UNSUPPORTED_EXCEPTION", undefined],
  ["INTERNAL_CATALOG_MISSING_UC_PATH_EXCEPTION", undefined],
  ["INTERNAL_CATALOG_PATH_OVERLAP_EXCEPTION", undefined],
  ["INVALID_CERTIFIED_ANSWER_FUNCTION_EXCEPTION", maintained],
  ["INVALID_CERTIFIED_ANSWER_IDENTIFIER_EXCEPTION", maintained],
  ["INVALID_CHAT_COMPLETION_JSON_EXCEPTION", mayPass],
  ["INVALID_COMPLETION_REQUEST_EXCEPTION", undefined],
  ["INVALID_FUNCTION_CALL_EXCEPTION", mayPass],
  ["INVALID_SQL_MULTIPLE_DATASET_REFERENCES_EXCEPTION", sql],
  ["INVALID_SQL_MULTIPLE_STATEMENTS_EXCEPTION", sql],
  ["INVALID_SQL_UNKNOWN_TABLE_EXCEPTION", sql],
  ["INVALID_TABLE_IDENTIFIER_EXCEPTION", sql],
  ["LOCAL_CONTEXT_EXCEEDED_EXCEPTION", less],
  ["MESSAGE_ATTACHMENT_TOO_LONG_ERROR", less],
  ["MESSAGE_CANCELLED_WHILE_EXECUTING_EXCEPTION", stopped],
  ["MESSAGE_DELETED_WHILE_EXECUTING_EXCEPTION", stopped],
  ["MESSAGE_UPDATED_WHILE_EXECUTING_EXCEPTION", stopped],
  ["MISSING_SQL_QUERY_EXCEPTION", sql],
  ["NO_DEPLOYMENTS_AVAILABLE_TO_WORKSPACE", model],
  ["NO_QUERY_TO_VISUALIZE_EXCEPTION", undefined],
  ["NO_TABLES_TO_QUERY_EXCEPTION", tables],
  ["RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION", "limits the questions per minute"],
  ["RATE_LIMIT_EXCEEDED_SPECIFIED_WAIT_EXCEPTION", "limits the questions per minute"],
  ["REPLY_PROCESS_TIMEOUT_EXCEPTION", mayPass],
  ["RETRYABLE_PROCESSING_EXCEPTION", mayPass],
  ["SQL_EXECUTION_EXCEPTION", sql],
  ["STOP_PROCESS_DUE_TO_AUTO_REGENERATE", stopped],
  ["TABLES_MISSING_EXCEPTION", tables],
  ["TOO_MANY_CERTIFIED_ANSWERS_EXCEPTION", "too many tables or trusted answers"],
  ["TOO_MANY_TABLES_EXCEPTION", "too many tables or trusted answers"],
  ["UNEXPECTED_REPLY_PROCESS_EXCEPTION", mayPass],
  ["UNKNOWN_AI_MODEL", model],
  ["UNSUPPORTED_CONVERSATION_TYPE_EXCEPTION", undefined],
  ["WAREHOUSE_ACCESS_MISSING_EXCEPTION", "the SQL warehouse of the Genie space exists"],
  ["WAREHOUSE_NOT_FOUND_EXCEPTION", "the SQL warehouse of the Genie space exists"],
];

it.each(known)("%s is explained", (type, hint) => {
  const found = messageFailureHint({ type });
  if (hint === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(hint);
});

it("a missing privilege is named, whatever the type", () => {
  const error =
    "[INSUFFICIENT_PERMISSIONS] User does not have permission SELECT on Table 'samples.aviation.airports'.";
  expect(messageFailureHint({ type: "SQL_EXECUTION_EXCEPTION", error })).toContain("SELECT");
});

it("nothing is said of what has no type", () => {
  expect(messageFailureHint(undefined)).toBeUndefined();
  expect(messageFailureHint({})).toBeUndefined();
});
