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
  return "none" in grants ? `Nothing: ${grants.none}` : grantsText(grants, {}, code);
};

/** The steps from the workspace down to the data. */
const ladder: readonly [step: string, grants: readonly RequiredGrant[]][] = [
  ["to use clusters, jobs, experiments and serving endpoints", [workspaceAccess]],
  ["to use SQL warehouses", [databricksSqlAccess]],
  ["to run statements on a warehouse", [canUseWarehouse]],
  ["to reach anything in a catalog", [useCatalogGrant]],
  ["to reach anything in a schema", [useSchemaGrant]],
  ["to read a table or a view", [selectGrant]],
  ["to change the rows of a table", [modifyGrant, selectGrant]],
  ["to make tables in a schema", [createTableGrant]],
  ["to make schemas in a catalog", [createSchemaGrant]],
  ["to read the files of a volume", [readVolumeGrant]],
  ["to write and delete files of a volume", [writeVolumeGrant]],
  ["to read and use a registered model", [executeModelGrant]],
];

/** Where a grant on a kind of object is given. */
const givenIn = (noun: SecurableNoun): string => {
  const { keyword, menu } = securable(noun);
  if (keyword !== undefined) return code(`GRANT ... ON ${keyword} ... TO ...`);
  if (noun === "workspace") return `**${menu}**`;
  return menu === undefined ? "" : `**${menu}** > the ${noun} > **Permissions**`;
};

const ladderTable = (): string =>
  table(
    ["Step", "Needs", "Given in"],
    ladder.map(([step, grants]) => [
      step,
      grantsText(grants, {}, code),
      [...new Set(grants.map(({ on }) => givenIn(on)))].join(", "),
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
    ["Object", "Grants", "Given in"],
    usedNouns().map((noun) => [noun, securable(noun).grants.map(code).join(", "), givenIn(noun)]),
  );

/** The page of all grants. @param pages those of triggers, of each service and of data sources */
export const grantsPage = (pages: readonly ReferencePage[]): string =>
  [
    "# Grants",
    "Written by `npm run accept` from the source of the component. Check Connection and the hints of refusals say the same.",
    "What the identity of a connection needs in Databricks. A new service principal has almost nothing: grant what the integration uses, and no more. [Check Connection](checkConnection.md) tells which of it is missing. Databricks does not document every permission of its API: where it names another grant, its message counts.",
    "## The ladder",
    "Each step needs those above it that lead to its object: a table needs its schema, its catalog and, to be queried, a warehouse. A grant of Unity Catalog on a schema or a catalog holds for all in it. The owner of an object, and who has `ALL PRIVILEGES` on it, has every grant of it; workspace administrators manage every object of the workspace, but no data.",
    ladderTable(),
    "## What each needs",
    ...pages.flatMap(({ title, entries }) => [
      `### ${title}`,
      table(
        ["Name", "Needs"],
        entries.map(({ key, label }) => [label, neededBy(key)]),
      ),
    ]),
    "## The grants on each object",
    "Levels of permission hold with those before them. `MANAGE` lets its holder grant, not read.",
    `${objectTable()}\n`,
  ].join("\n\n");
