import { viewEndpointGrants } from "../errors/requiredGrant";
import { endpointName } from "../inputs/serving/servingInputs";
import { fetchServedEntities, type ServedEntityChoice } from "../services/serving/servedEntities";
import { modelEndpointExample } from "../services/serving/servingExamples";
import { picklist } from "./picklist";

const modelOf = ({ entity_name, entity_version, ...entity }: ServedEntityChoice): string =>
  entity.external_model?.name ??
  entity.foundation_model?.display_name ??
  [entity_name, entity_version].filter(Boolean).join(" version ");

const choice = (entity: ServedEntityChoice) => {
  const model = modelOf(entity);
  return { key: entity.name, label: model ? `${entity.name} (${model})` : entity.name };
};

const { dataSource: _ofActions, ...ownEndpoint } = endpointName(modelEndpointExample.name);

/**
 * Every model that a serving endpoint serves, by the name under which it is served.
 * https://docs.databricks.com/api/workspace/servingendpoints/get
 */
export const selectServedEntity = picklist({
  label: "Select Served Entity",
  description: "Select one of the models that a serving endpoint serves.",
  grants: viewEndpointGrants,
  inputs: { endpointName: ownEndpoint },
  choices: async (client, { endpointName: name }) => (await fetchServedEntities(client, name)).map(choice),
  example: modelEndpointExample.config.served_entities.map(choice),
});
