/** The tags that say for whom statements and clusters cost, and the input of every connection that chooses them. */
import { stripControlCharacters, truncate } from "../http/controlCharacters";
import type { NamedObject, StepIdentity } from "../http/stepIdentity";

export const costTags = {
  label: "Cost Tags",
  type: "string",
  required: false,
  shown: true,
  placeholder: "customer, flow",
  example: "customer, instance, flow",
  comments:
    "The tags of SQL statements and of new clusters of submitted runs, which show the cost per customer. Leave empty for all: customer, instance, integration, flow, step, execution. For fewer, list some of these names, separated by commas; off adds no tags. Tags contain IDs and names, never users or email addresses.",
} as const;

/** A tag as a statement carries it. */
export interface CostTag {
  key: string;
  value: string;
}

/** What a step can be tagged with: by name, the ID and the name that it stands for. */
const subjects: Record<string, (step: StepIdentity) => NamedObject> = {
  customer: ({ customer }) => customer,
  instance: ({ instance }) => instance,
  integration: ({ integration }) => integration,
  flow: ({ flow }) => flow,
  step: ({ stepId: id, stepName: name }) => ({ id, name }),
  execution: ({ executionId: id }) => ({ id, name: "" }),
};

const names = Object.keys(subjects);

/** The longest value that the query history keeps, in characters. https://docs.databricks.com/sql/user/queries/query-tags */
const maxValueLength = 128;

const tagValue = (text: string): string =>
  truncate(stripControlCharacters(text).replace(/\s+/g, " "), maxValueLength);

/** The chosen names. @throws Error that lists the names there are */
const readNames = (given: unknown): readonly string[] => {
  const text = typeof given === "string" ? given.trim().toLowerCase() : "";
  if (text === "") return names;
  if (text === "off") return [];
  const chosen = text.split(/[\s,]+/).filter((name) => name !== "");
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown === undefined) return names.filter((name) => chosen.includes(name));
  throw new Error(
    `${costTags.label} has no tag ${truncate(unknown, 40)}. Enter some of ${names.join(", ")}, or off, or leave it empty for all.`,
  );
};

/**
 * The tags of a step, each key `<name>_id` or `<name>_name`. What the platform does not say has no tag.
 * @param given the connection's input
 * @throws Error that names the input, when it lists an unknown tag
 */
export const costTagsOf = (given: unknown, step: StepIdentity): CostTag[] =>
  readNames(given).flatMap((name) => {
    const { id, name: title } = (subjects[name] as (step: StepIdentity) => NamedObject)(step);
    return [
      { key: `${name}_id`, value: tagValue(id) },
      { key: `${name}_name`, value: tagValue(title) },
    ].filter(({ value }) => value !== "");
  });
