/** Inputs of permissions on objects of the workspace. */
import { labels } from "../../labels";
import { otherUserExample } from "../../services/access/accessExamples";
import {
  type AccessControlRequest,
  accessControlRequest,
  type PermissionChange,
  permissionLevels,
  permissionTypes,
} from "../../services/access/permissions";
import { warehouseExample } from "../../services/warehouses/warehousesExamples";
import { choiceInput } from "../choice";
import { asOptional, refine, withDefault } from "../defineInput";
import { exactlyOne } from "../exactlyOne";
import { idInput } from "../id";
import { jsonArrayInput, readObjects } from "../json";
import { structuredRows } from "../structuredInput";
import { trimmedInput } from "../text";
import { principalKindChoices } from "./principalInputs";

/** The object, in order. */
export const permissionObject = {
  objectType: choiceInput({
    label: "Object Type",
    comments: "The type of the object.",
    choices: permissionTypes,
    example: "warehouses",
  }),
  objectId: idInput({
    label: "Object ID",
    comments: `The ID of the object. For a serving endpoint, it is the id in the result of ${labels.getServingEndpoint}; for a vector search endpoint, the id in the result of ${labels.listVectorSearchEndpoints}; for a notebook, directory or file, its object_id; for an app, its name; for tokens or passwords, the word tokens or passwords.`,
    example: warehouseExample.id,
  }),
};

const levelWords = (level: string): string => level.replaceAll("_", " ");

const fields = {
  principal: trimmedInput({
    label: "Principal",
    comments: `The e-mail address of a user, the application ID of a service principal, or the name of a group, such as name in the result of ${labels.findPrincipal}.`,
    example: "data-team",
  }),
  level: choiceInput({
    label: "Level",
    comments:
      "The level of permission, which includes all lower levels. Databricks rejects a level that the type of object does not have.",
    choices: Object.fromEntries(permissionLevels.map((level) => [level, levelWords(level)])),
    example: "CAN_USE",
  }),
  principalType: withDefault(
    choiceInput({
      label: "Principal Type",
      comments:
        "The type of the principal. Automatic treats an e-mail address as a user, an application ID as a service principal, and any other name as a group.",
      choices: { automatic: "Automatic", ...principalKindChoices },
    }),
    "automatic",
  ),
};

const permissionRows = structuredRows(
  {
    label: "Permissions",
    comments: "The permissions to set, one in each row, as an alternative to Permissions JSON.",
    fields,
  },
  ({ principal, level, principalType }) =>
    accessControlRequest(principal, level, principalType === "automatic" ? undefined : principalType),
);

const permissionsJson = asOptional(
  refine(
    jsonArrayInput({
      label: "Permissions JSON",
      comments:
        "The permissions in Databricks' format, as an alternative to Permissions: a JSON array of objects with permission_level and one of user_name, group_name and service_principal_name. If Change is Replace all, an empty array removes all permissions that are set on the object itself.",
      example: JSON.stringify([{ user_name: otherUserExample.userName, permission_level: "CAN_USE" }]),
    }),
    (entries, label): AccessControlRequest[] => readObjects(entries, label),
  ),
);

const change = withDefault(
  choiceInput<PermissionChange>({
    label: "Change",
    comments:
      "Add or change sets the given permissions and keeps all others. Replace all removes all other permissions that are set on the object itself, which can include those of the connection's identity; a job, a pipeline or a SQL warehouse then needs one IS OWNER. Inherited permissions are kept in both cases.",
    choices: { add: "Add or change", replace: "Replace all" },
  }),
  "add",
);

/** The inputs of a change, in order. */
export const permissionChangeInputs = {
  ...permissionObject,
  permissions: permissionRows,
  permissionsJson,
  change,
};

/** The values of the inputs of a change. */
interface GivenChange {
  permissions?: AccessControlRequest[];
  permissionsJson?: AccessControlRequest[];
  change: PermissionChange;
}

/**
 * The permissions to send.
 * @throws Error that names both inputs unless one is given, or if there is nothing to add
 */
export const accessControlOf = ({
  permissions,
  permissionsJson: json,
  change: kind,
}: GivenChange): AccessControlRequest[] => {
  const [rows, entries] = exactlyOne([permissionRows.label, permissions], [permissionsJson.label, json]);
  if (kind === "add" && entries?.length === 0) {
    throw new Error(`${permissionsJson.label} is an empty array: there is nothing to add.`);
  }
  return rows ?? entries ?? [];
};
