/** Inputs of a new endpoint other than the models that it serves. */
import { createdEndpointExample } from "../../services/serving/deploymentExamples";
import { refine } from "../defineInput";
import { extraSettings, mergeExtraSettings } from "../extraSettings";
import type { JsonObject } from "../json";
import { plainNameInput } from "./plainName";
import { refusePlainSecrets } from "./secretReferences";

export const newEndpointName = plainNameInput({
  label: "Endpoint Name",
  comments:
    "The name of the new endpoint: up to 63 characters, which may be letters, digits, hyphens and underscores.",
  example: createdEndpointExample.name,
});

export const endpointSettings = refine(
  extraSettings(
    "Further settings of the endpoint, as a JSON object, such as tags, description, ai_gateway or route_optimized.",
    JSON.stringify({ description: createdEndpointExample.description }),
  ),
  (settings, label) => {
    refusePlainSecrets(settings, label);
    return settings;
  },
);

/** A new endpoint in Databricks' format. Throws an Error that names a setting that is given twice. */
export const newEndpoint = (name: string, config: JsonObject, settings?: JsonObject): JsonObject =>
  mergeExtraSettings({ name, config }, settings);
