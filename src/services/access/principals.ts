/**
 * Users, groups and service principals of the workspace, SCIM 2.0.
 * https://docs.databricks.com/api/workspace/users/list
 */
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { collectPages, type Page, pageSizeFor } from "../../http/paginate";
import { path } from "../../http/path";
import {
  countSchema,
  lenientSchema,
  listSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";
import type { ScimValue, User } from "../users/users";

/** A group. Permissions refer to it by its name. Its id may be absent if only other attributes are requested. */
export interface Group {
  id?: string;
  displayName?: string;
  members?: ScimValue[];
  groups?: ScimValue[];
  entitlements?: ScimValue[];
  roles?: ScimValue[];
  externalId?: string;
  meta?: { resourceType?: string };
  schemas?: string[];
}

/** A service principal. Permissions refer to it by its application ID. Its id may be absent as that of a group. */
export interface ServicePrincipal {
  id?: string;
  applicationId?: string;
  displayName?: string;
  active?: boolean;
  groups?: ScimValue[];
  entitlements?: ScimValue[];
  roles?: ScimValue[];
  externalId?: string;
  schemas?: string[];
}

/** A kind of principal. */
export type PrincipalKind = "user" | "group" | "servicePrincipal";

/** A user, as far as the identity may see it. */
export type UserResource = Partial<User>;

/** A principal of any kind: the attributes that are read. */
export interface ScimResource {
  id: string;
  userName?: string;
  applicationId?: string;
  displayName?: string;
}

/** The part of a choice that a person reads. */
interface ScimChoice {
  displayName?: string;
}

/** A user's name contains an at sign; an application ID is a UUID. Any other name is that of a group. */
export const isGroupName = (name: string): boolean =>
  !name.includes("@") && !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name);

const optionalText = optionalSchema(textSchema);

/** A principal in a list. */
export const scimResourceSchema = objectSchema<ScimResource>({
  id: nonBlankSchema,
  userName: optionalText,
  applicationId: optionalText,
  displayName: optionalText,
});

/** A principal in a list of one kind, with the other attributes that the identity may see. */
export const userResourceSchema = objectSchema<UserResource>({ id: optionalText });
export const groupSchema = objectSchema<Group>({ id: optionalText, displayName: optionalText });
export const servicePrincipalSchema = objectSchema<ServicePrincipal>({
  id: optionalText,
  applicationId: optionalText,
  displayName: optionalText,
});

/** Principals as choices, by the name that permissions use. */
export const userChoiceSchema = objectSchema<ScimChoice & { userName: string }>({
  userName: nonBlankSchema,
  displayName: optionalText,
});
export const groupChoiceSchema = objectSchema<{ displayName: string }>({ displayName: nonBlankSchema });
export const servicePrincipalChoiceSchema = objectSchema<ScimChoice & { applicationId: string }>({
  applicationId: nonBlankSchema,
  displayName: optionalText,
});

const paths = {
  user: path`/api/2.0/preview/scim/v2/Users`,
  group: path`/api/2.0/preview/scim/v2/Groups`,
  servicePrincipal: path`/api/2.0/preview/scim/v2/ServicePrincipals`,
};

/** The requested page size: the default of Databricks. */
const pageSize = 100;

/** An entry of a page: its id and its item. An entry whose item is omitted still counts for the position. */
interface ScimEntry<Item> {
  id: unknown;
  item: Item;
}

/** A page of SCIM, which has a position instead of a token. The entries are absent if there are none. */
interface ScimPage<Item> {
  Resources?: ScimEntry<Item>[];
  totalResults?: number;
}

const identitySchema = lenientSchema(objectSchema<{ id?: unknown }>({}));

const pageSchema = <Item>(item: ResponseSchema<Item>) =>
  objectSchema<ScimPage<Item>>({
    Resources: optionalSchema(
      listSchema((value): ScimEntry<Item> => ({ id: identitySchema(value)?.id, item: item(value) })),
    ),
    totalResults: optionalSchema(countSchema),
  });

/** Makes a filter for entries that no earlier page had: pages shift if principals are added while they are read. */
const newEntryFilter = (): (<Entry extends { id: unknown }>(entries: Entry[]) => Entry[]) => {
  const known = new Set<unknown>();
  return (entries) =>
    entries.filter(({ id }) => {
      if (id === undefined) return true;
      if (known.has(id)) return false;
      known.add(id);
      return true;
    });
};

const repeatedPageError = (operation: string, startIndex: string): DatabricksError =>
  new DatabricksError({
    operation,
    message: `Databricks repeated a page at startIndex ${startIndex}, so the list would not end`,
    hint: "Narrow down the list.",
  });

/** Which principals to list, with which attributes. */
interface ScimQuery {
  filter?: string;
  attributes?: readonly string[];
  excludedAttributes?: readonly string[];
}

const namesText = (names: readonly string[] = []): string | undefined =>
  names.length > 0 ? names.join(",") : undefined;

/** A page for `collectPages`: the position of the next page is its token. */
interface ItemPage<Item> extends Page {
  items: Item[];
}

/**
 * Lists principals of one kind, from every page.
 * @param item the schema of each; one that is undefined is omitted
 * @param limit the maximum number, if not all
 */
export const listPrincipals = <Item>(
  client: DatabricksClient,
  kind: PrincipalKind,
  item: ResponseSchema<Item>,
  { filter, attributes, excludedAttributes }: ScimQuery = {},
  limit?: number,
): Promise<Exclude<Item, undefined>[]> => {
  type Kept = Exclude<Item, undefined>;
  const schema = pageSchema(item);
  const query = {
    filter,
    attributes: namesText(attributes),
    excludedAttributes: namesText(excludedAttributes),
    count: pageSizeFor(limit, pageSize),
  };
  const operation = `GET ${paths[kind]}`;
  const takeNew = newEntryFilter();
  const fetchPage = async (token = "1"): Promise<ItemPage<Kept>> => {
    const page = await client.get(paths[kind], { schema, query: { ...query, startIndex: token } });
    const { Resources: entries = [], totalResults = Number.POSITIVE_INFINITY } = page;
    const fresh = takeNew(entries);
    const next = Number(token) + entries.length;
    const isRepeated = fresh.length === 0;
    if (isRepeated && entries.length > 0 && Number(token) <= totalResults) {
      throw repeatedPageError(operation, token);
    }
    // A full page may be followed by another one, whatever the total says.
    const isFollowed = !isRepeated && (next <= totalResults || entries.length >= query.count);
    return {
      items: fresh.flatMap(({ item: one }) => (one === undefined ? [] : [one as Kept])),
      ...(isFollowed && { next_page_token: String(next) }),
    };
  };
  return collectPages(operation, fetchPage, (page) => (page as ItemPage<Kept>).items, limit);
};
