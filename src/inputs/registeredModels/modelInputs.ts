/** Inputs of registered models. */
import { input } from "@prismatic-io/spectral";
import {
  championAlias,
  modelVersionExample,
  registeredModelExample,
} from "../../services/registeredModels/registeredModels";
import { nameParts } from "../../services/sql/sqlNames";
import { integerOrZero, optionalText, requiredId, requiredText } from "../clean";
import { nameInAddress } from "../pageAddress";

const fullNameLabel = "Model Full Name";

export const modelFullName = input({
  label: fullNameLabel,
  type: "string",
  required: true,
  dataSource: "selectRegisteredModel",
  placeholder: registeredModelExample.full_name,
  example: registeredModelExample.full_name,
  comments: "The name of the model in three parts: catalog.schema.model.",
  clean: (value: unknown): string => {
    const text = requiredText(fullNameLabel)(value).trim();
    const parts = nameInAddress(text, "models") ?? nameParts(text);
    if (parts.length !== 3) {
      throw new Error(
        `${fullNameLabel} must have three parts, as ${registeredModelExample.full_name} has: catalog, schema and model.`,
      );
    }
    return parts.map(requiredId(fullNameLabel)).join(".");
  },
});

const versionLabel = "Version";

export const version = input({
  label: versionLabel,
  type: "string",
  required: true,
  placeholder: String(modelVersionExample.version),
  example: String(modelVersionExample.version),
  comments: "The number of the model's version.",
  clean: (value: unknown): number => {
    const number = integerOrZero(versionLabel, 2 ** 31 - 1)(value);
    if (number === 0) throw new Error(`${versionLabel} is empty: it must be a whole number from 1.`);
    return number;
  },
});

export const alias = input({
  label: "Alias",
  type: "string",
  required: true,
  placeholder: championAlias.alias_name,
  example: championAlias.alias_name,
  comments: "The alias of a version of the model.",
  clean: requiredId("Alias"),
});

export const catalog = input({
  label: "Catalog",
  type: "string",
  required: false,
  dataSource: "selectCatalog",
  placeholder: registeredModelExample.catalog_name,
  example: registeredModelExample.catalog_name,
  comments:
    "The catalog whose models are wanted, together with Schema. Without both, the models of every catalog come.",
  clean: optionalText("Catalog"),
});

export const schema = input({
  label: "Schema",
  type: "string",
  required: false,
  dataSource: "selectSchema",
  placeholder: registeredModelExample.schema_name,
  example: registeredModelExample.schema_name,
  comments: "The schema whose models are wanted, together with Catalog.",
  clean: optionalText("Schema"),
});
