/** What every action, trigger and data source needs, as its source says, for the documentation. */
import * as actions from "../../src/actions";
import * as dataSources from "../../src/dataSources";
import { grantsText } from "../../src/errors/grantsText";
import {
  canUseWarehouse,
  createSchemaGrant,
  createTableGrant,
  databricksSqlAccess,
  executeModelGrant,
  modifyGrant,
  type RequiredGrant,
  readVolumeGrant,
  selectGrant,
  useCatalogGrant,
  useSchemaGrant,
  workspaceAccess,
  writeVolumeGrant,
} from "../../src/errors/requiredGrant";
import { type SecurableNoun, securable, securables } from "../../src/errors/securables";
import { factsOf } from "../../src/facts";
import * as triggers from "../../src/triggers";
import { code, type ReferencePage, table } from "./markdown";

const definitions: Readonly<Record<string, object>> = { ...actions, ...triggers, ...dataSources };

/**
 * What the action, trigger or data source of a key needs, in words.
 * @throws Error where its source does not say
 */
export const neededBy = (key: string): string => {
  const { grants } = factsOf(definitions[key] ?? {});
  if (grants === undefined) throw new Error(`${key} does not say which grants it needs.`);
  return "none" in grants ? grants.none : grantsText(grants, {}, code);
};

/** The grants of common tasks, from the workspace down to the data. */
const grantsByTask: readonly [task: string, grants: readonly RequiredGrant[]][] = [
  ["to use clusters, jobs, experiments and serving endpoints", [workspaceAccess]],
  ["to use SQL warehouses", [databricksSqlAccess]],
  ["to run statements on a warehouse", [canUseWarehouse]],
  ["to access anything in a catalog", [useCatalogGrant]],
  ["to access anything in a schema", [useSchemaGrant]],
  ["to read a table or a view", [selectGrant]],
  ["to change the rows of a table", [modifyGrant, selectGrant]],
  ["to create tables in a schema", [createTableGrant]],
  ["to create schemas in a catalog", [createSchemaGrant]],
  ["to read the files of a volume", [readVolumeGrant]],
  ["to write and delete files of a volume", [writeVolumeGrant]],
  ["to read and use a registered model", [executeModelGrant]],
];

/** Where to add a grant on a kind of object. */
const whereToGrant = (noun: SecurableNoun): string => {
  const { keyword, menu } = securable(noun);
  if (keyword !== undefined) return code(`GRANT ... ON ${keyword} ... TO ...`);
  if (noun === "workspace") return `**${menu}**`;
  return menu === undefined ? "" : `**${menu}** > the ${noun} > **Permissions**`;
};

const taskTable = (): string =>
  table(
    ["Task", "Needs", "Where to grant it"],
    grantsByTask.map(([task, grants]) => [
      task,
      grantsText(grants, {}, code),
      [...new Set(grants.map(({ on }) => whereToGrant(on)))].join(", "),
    ]),
  );

const usedNouns = (): SecurableNoun[] => {
  const used = new Set(
    Object.values(definitions).flatMap((definition) => {
      const { grants = [] } = factsOf(definition);
      return "none" in grants ? [] : grants.map(({ on }) => on);
    }),
  );
  return (Object.keys(securables) as SecurableNoun[]).filter((noun) => used.has(noun));
};

const objectTable = (): string =>
  table(
    ["Object", "Grants", "Where to grant them"],
    usedNouns().map((noun) => [noun, securable(noun).grants.map(code).join(", "), whereToGrant(noun)]),
  );

/** The page of all grants. @param pages those of triggers, of each service and of data sources */
export const grantsPage = (pages: readonly ReferencePage[]): string =>
  [
    "# Grants",
    "This page lists the grants that the identity of a connection needs in Databricks. A new service principal has almost no grants: grant only what the integration uses. [Check Connection](checkConnection.md) reports which grants are missing. Databricks does not document every permission of its API: if an error of Databricks names another grant, that grant is needed.",
    "## From the workspace to the data",
    "Access to an object requires the grants on everything that contains it: reading a table requires grants on its catalog and its schema and, to query it, on a warehouse. In Unity Catalog, a grant on a catalog or a schema applies to everything in it. The owner of an object, and an identity with `ALL PRIVILEGES` on it, have all grants on it. Workspace administrators manage every object of the workspace, but not its data.",
    taskTable(),
    "## By action, trigger and data source",
    ...pages.flatMap(({ title, entries }) => [
      `### ${title}`,
      table(
        ["Name", "Needs"],
        entries.map(({ key, label }) => [label, neededBy(key)]),
      ),
    ]),
    "## By object",
    "A permission level (`CAN ...`) includes the levels before it. `MANAGE` allows granting, not reading.",
    objectTable(),
    "`npm run accept` generates this page from the source of the component. Check Connection and the hints in errors use the same source.\n",
  ].join("\n\n");
