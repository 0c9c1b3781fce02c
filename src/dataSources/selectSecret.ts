import { readScopeGrant, workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { secretScope } from "../inputs/secrets/secretInputs";
import { fetchSecrets, type Secret, secretSchema } from "../services/secrets/secrets";
import { secretExample } from "../services/secrets/secretsExamples";
import { picklist } from "./picklist";

const { dataSource: _ofActions, ...scopeOfChoices } = secretScope;

const choice = ({ key }: Secret) => ({ key, label: key });

/** Every secret of a scope by its key. https://docs.databricks.com/api/workspace/secrets/listsecrets */
export const selectSecret = picklist({
  label: "Select Secret",
  description: "Select a secret of a scope by its key.",
  grants: [readScopeGrant, workspaceAccess],
  inputs: { secretScope: scopeOfChoices },
  choices: async (client, { secretScope: scope }) =>
    (await fetchSecrets(client, scope, lenientSchema(secretSchema))).map(choice),
  example: [choice(secretExample)],
});
