/** The tags of catalogs, schemas, tables, columns and volumes. */
import { apiError, doesNotExist } from "../../apiError";
import type { EntityTagAssignment } from "../../contract/wireTypes";
import { isWithin } from "../grants/principalGrants";
import type { CatalogThing, ObjectFollower } from "./followers";

/** What has tags: an object, or a column of one. */
export interface TaggedThing extends CatalogThing {
  /** In lower case. */
  column?: string;
}

/** A tag, without what it is of. */
type Tag = Omit<EntityTagAssignment, "entity_type" | "entity_name">;

const isSame = (one: TaggedThing, other: TaggedThing): boolean =>
  one.securable === other.securable && one.id === other.id && one.column === other.column;

/** Which code Databricks sends is not documented. */
const missing = (key: string): Error => doesNotExist(`Tag assignment with tag key '${key}' does not exist.`);

export class TagStore implements ObjectFollower {
  #all: { thing: TaggedThing; tag: Tag }[] = [];

  /** The tags of a thing, by their keys. */
  of(thing: TaggedThing): Tag[] {
    return this.#all
      .filter((each) => isSame(each.thing, thing))
      .map(({ tag }) => tag)
      .sort((one, other) => (one.tag_key < other.tag_key ? -1 : 1));
  }

  /** One tag. @throws HttpError 404 where the thing has none of the key */
  get(thing: TaggedThing, key: string): Tag {
    const found = this.of(thing).find(({ tag_key }) => tag_key === key);
    if (!found) throw missing(key);
    return found;
  }

  /** @throws HttpError 409 where the thing has one of the key; Databricks does not document which refusal that is */
  create(thing: TaggedThing, tag: Tag): void {
    if (this.of(thing).some(({ tag_key }) => tag_key === tag.tag_key)) {
      throw apiError(409, "ALREADY_EXISTS", `Tag assignment with tag key '${tag.tag_key}' already exists.`);
    }
    this.#all.push({ thing, tag });
  }

  /** Throws as `get` does. */
  update(thing: TaggedThing, tag: Tag): void {
    this.delete(thing, tag.tag_key);
    this.create(thing, tag);
  }

  /** Throws as `get` does. */
  delete(thing: TaggedThing, key: string): void {
    this.get(thing, key);
    this.#all = this.#all.filter((each) => !(isSame(each.thing, thing) && each.tag.tag_key === key));
  }

  forget(gone: CatalogThing): void {
    this.#all = this.#all.filter(({ thing }) => !isWithin(thing, gone));
  }

  rename(renamed: CatalogThing, id: string): void {
    this.#all = this.#all.map(({ thing, tag }) =>
      isWithin(thing, renamed) ? { thing: { ...thing, id }, tag } : { thing, tag },
    );
  }
}
