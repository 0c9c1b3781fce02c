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
      comments: `The states of the statements to return, of ${historyStatuses.join(", ")}. If empty, all are returned.`,
      example: "FINISHED",
    }),
    (statuses, label) => statuses.map((status) => readStatus(status, label)),
  ),
  users: namesInput({
    label: "Users",
    comments:
      "Whose statements to return: e-mail addresses of users, application IDs of service principals, or numeric user IDs. If empty, those of all that the connection's identity may see.",
    example: currentUserExample.userName,
    dataSource: "selectUser",
  }),
  warehouseIds: refine(
    namesInput({
      label: "Warehouse IDs",
      comments: "The IDs of the SQL warehouses whose statements are returned. If empty, those of all.",
      example: warehouseExample.id,
      dataSource: "selectWarehouse",
    }),
    (ids, label) => ids.map((id) => readWarehouse(id, label)),
  ),
  includeMetrics: booleanInput({
    label: "Include Metrics",
    comments: "When true, each statement includes its metrics, such as the bytes read. Suits few statements.",
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
