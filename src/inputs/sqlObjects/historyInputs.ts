/** The inputs of List Query History. */

import { historyStatuses } from "../../services/sql/queryHistory";
import { currentUserExample } from "../../services/users/usersExamples";
import { warehouseExample } from "../../services/warehouses/warehousesExamples";
import { booleanInput, readChoice } from "../choice";
import { asOptional, refine, withDefault } from "../defineInput";
import { readId } from "../id";
import { integerInput } from "../integer";
import { namesInput } from "../stringList";
import { timestampInput } from "../timestamp";

const readStatus = readChoice(historyStatuses);
const readWarehouse = readId("warehouse");

const moment = "ISO 8601 with a time zone, or milliseconds since 1970";

/** The inputs, in order. */
export const historyInputs = {
  startTimeFrom: asOptional(
    timestampInput({
      label: "Started From",
      comments: `Return statements that started at or after this time: ${moment}.`,
      example: "2025-11-18T00:00:00Z",
    }),
  ),
  startTimeTo: asOptional(
    timestampInput({
      label: "Started To",
      comments: `Return statements that started at or before this time: ${moment}.`,
      example: "2025-11-19T00:00:00Z",
    }),
  ),
  statuses: refine(
    namesInput({
      label: "Statuses",
      comments: `The states of the statements to return: one or more of ${historyStatuses.join(", ")}. If empty, statements in all states are returned.`,
      example: "FINISHED",
    }),
    (statuses, label) => statuses.map((status) => readStatus(status, label)),
  ),
  users: namesInput({
    label: "Users",
    comments:
      "The users whose statements are returned: e-mail addresses of users, application IDs of service principals, or numeric user IDs. If empty, all statements that the connection's identity may see are returned.",
    example: currentUserExample.userName,
    dataSource: "selectUser",
  }),
  warehouseIds: refine(
    namesInput({
      label: "Warehouse IDs",
      comments:
        "The IDs of the SQL warehouses whose statements are returned. If empty, the statements of all SQL warehouses are returned.",
      example: warehouseExample.id,
      dataSource: "selectWarehouse",
    }),
    (ids, label) => ids.map((id) => readWarehouse(id, label)),
  ),
  includeMetrics: booleanInput({
    label: "Include Metrics",
    comments:
      "When true, each statement includes its metrics, such as the number of bytes read. This makes a long list slower.",
  }),
  limit: withDefault(
    integerInput({
      label: "Limit",
      comments: "The maximum number of statements to return, latest first.",
      example: "100",
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
    }),
    1000,
  ),
};
