/** A statement as the query history shows it. */
import type { QueryInfo } from "../../contract/wireTypes";
import type { Statement } from "../statements/statement";

/** The status of a statement; a closed one has finished, too. */
type QueryStatus = NonNullable<QueryInfo["status"]>;

const statuses: Record<Statement["state"], QueryStatus> = {
  PENDING: "QUEUED",
  RUNNING: "RUNNING",
  SUCCEEDED: "FINISHED",
  CLOSED: "FINISHED",
  FAILED: "FAILED",
  CANCELED: "CANCELED",
};

/** The state of a statement as the history names it. */
export const queryStatus = ({ state }: Statement): QueryStatus => statuses[state];

const types = new Set(
  `ALTER ANALYZE COPY CREATE DELETE DESCRIBE DROP EXPLAIN GRANT INSERT MERGE OPTIMIZE REFRESH REPLACE REVOKE SELECT SET
   SHOW TRUNCATE UPDATE USE`.split(/\s+/),
);

/** What kind of statement a text is, by its first word. */
export const statementType = (text: string): NonNullable<QueryInfo["statement_type"]> => {
  const [word = ""] = /[a-z]+/i.exec(text.replace(/--.*$|\/\*[\s\S]*?\*\//gm, "")) ?? [];
  const type = word.toUpperCase();
  if (types.has(type)) return type as NonNullable<QueryInfo["statement_type"]>;
  return type === "WITH" || type === "VALUES" ? "SELECT" : "OTHER";
};

/** How long a statement waited and ran, in ms; what has not ended yet has lasted until now. */
export const durations = (
  { submittedAt, startedAt, endedAt }: Statement,
  now: number,
): { total: number; execution: number } => {
  const end = endedAt ?? now;
  return { total: end - submittedAt, execution: startedAt === undefined ? 0 : end - startedAt };
};

/** A statement as it is answered. @param options the metrics come only if they are asked for */
export const queryOnWire = (
  statement: Statement,
  { now, withMetrics, userId }: { now: number; withMetrics: boolean; userId: number },
): QueryInfo => {
  const { id, owner, plan, status, submittedAt, endedAt } = statement;
  const { total, execution } = durations(statement, now);
  return {
    query_id: id,
    lookup_key: id,
    status: queryStatus(statement),
    query_text: plan.statement,
    statement_type: statementType(plan.statement),
    user_id: userId,
    user_name: owner,
    executed_as_user_id: userId,
    executed_as_user_name: owner,
    warehouse_id: plan.warehouseId,
    endpoint_id: plan.warehouseId,
    query_start_time_ms: submittedAt,
    ...(endedAt !== undefined && { execution_end_time_ms: endedAt, query_end_time_ms: endedAt }),
    duration: total,
    ...(status.error?.message !== undefined && { error_message: status.error.message }),
    is_final: endedAt !== undefined,
    ...(plan.sessionId !== undefined && { session_id: plan.sessionId }),
    ...(plan.queryTags.length > 0 && { query_tags: plan.queryTags }),
    ...(withMetrics && { metrics: { total_time_ms: total, execution_time_ms: execution } }),
  };
};
