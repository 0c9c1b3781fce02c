import { configInputs, configOf } from "./configInputs";
import { endpointSettings } from "./newEndpointInputs";

const { servedEntities, endpointConfiguration } = configInputs;

const read = (given: { servedEntities?: unknown; endpointConfiguration?: unknown }) =>
  configOf({
    servedEntities: servedEntities.clean(given.servedEntities),
    endpointConfiguration: endpointConfiguration.clean(given.endpointConfiguration),
  });

const row = (version: string, others: object = {}) => ({
  modelFullName: "main.m.delays",
  version,
  ...others,
});

it("a single row gets all of the traffic, and a name from its model", () => {
  expect(read({ servedEntities: [row("2")] })).toEqual({
    served_entities: [
      {
        name: "delays-2",
        entity_name: "main.m.delays",
        entity_version: "2",
        workload_size: "Small",
        scale_to_zero_enabled: true,
      },
    ],
    traffic_config: { routes: [{ served_model_name: "delays-2", traffic_percentage: 100 }] },
  });
});

it("the name of an entity has only letters, digits, hyphens and underscores", () => {
  const given = { modelFullName: "main.m.Verspätung", version: "3" };
  expect(read({ servedEntities: [given] })).toMatchObject({ served_entities: [{ name: "Versp-tung-3" }] });
});

const entity = { entity_name: "main.m.delays" };

it("the shares of a configuration may be text", () => {
  const config = (traffic_percentage: unknown) => ({
    served_entities: [entity],
    traffic_config: { routes: [{ served_model_name: "a", traffic_percentage }] },
  });
  expect(read({ endpointConfiguration: config("100") })).toEqual(config(100));
});

it("several rows share the traffic as they say", () => {
  const rows = [row("1", { trafficPercent: "90", servedName: "now" }), row("2", { trafficPercent: 10 })];
  expect(read({ servedEntities: rows })).toMatchObject({
    traffic_config: {
      routes: [
        { served_model_name: "now", traffic_percentage: 90 },
        { served_model_name: "delays-2", traffic_percentage: 10 },
      ],
    },
  });
});

const external = (config: object) => ({ served_entities: [{ external_model: config }] });

it.each<[object, string]>([
  [{}, "Served Entities is empty, and so is Endpoint Configuration"],
  [
    { servedEntities: [row("1")], endpointConfiguration: { served_entities: [entity] } },
    "exclude each other",
  ],
  [{ servedEntities: [row("1"), row("2", { trafficPercent: 10 })] }, "row 1: Traffic (percent) is empty."],
  [
    { servedEntities: [row("1", { trafficPercent: 80 }), row("2", { trafficPercent: 30 })] },
    "Served Entities: the shares of the traffic add up to 110 percent, not to 100.",
  ],
  [{ servedEntities: [row("1", { trafficPercent: 50 })] }, "add up to 50 percent"],
  [
    { servedEntities: [row("1", { trafficPercent: 50 }), row("1", { trafficPercent: 50 })] },
    "row 2: an earlier row has the same Served Name, delays-1.",
  ],
  [
    { servedEntities: [row("1", { servedName: "v1.2" })] },
    "row 1: Served Name may only contain letters, digits, hyphens and underscores.",
  ],
  [{ endpointConfiguration: {} }, "Endpoint Configuration must have a list of objects in served_entities."],
  [
    {
      endpointConfiguration: {
        served_entities: [entity],
        traffic_config: { routes: [{ served_model_name: "a", traffic_percentage: 90 }] },
      },
    },
    "Endpoint Configuration: the shares of the traffic add up to 90 percent",
  ],
  ...[undefined, "many", 33.5, -10].map((traffic_percentage): [object, string] => [
    {
      endpointConfiguration: {
        served_entities: [entity],
        traffic_config: { routes: [{ traffic_percentage }] },
      },
    },
    "Endpoint Configuration, route 1: traffic_percentage must be a whole number from 0 to 100.",
  ]),
  [
    { endpointConfiguration: { served_entities: [entity], traffic_config: { routes: [null] } } },
    "Endpoint Configuration, route 1: traffic_percentage must be a whole number",
  ],
])("refuses %j", (given, message) => {
  expect(() => read(given)).toThrow(message);
});

describe("secrets", () => {
  it.each([
    [external({ openai_config: { openai_api_key: "sk-veryhidden" } }), "openai_api_key"],
    [external({ openai_config: { openai_api_key_plaintext: "veryhidden" } }), "openai_api_key_plaintext"],
    [external({ amazon_bedrock_config: { aws_secret_access_key: "veryhidden" } }), "aws_secret_access_key"],
    [external({ custom_provider_config: { api_key_auth: { key: "k", value: "veryhidden" } } }), "value"],
    [{ served_entities: [{ ...entity, environment_vars: { HF_TOKEN: "veryhidden" } }] }, "HF_TOKEN"],
  ])("are refused as text, and not told: %j", (config, field) => {
    let message = "";
    try {
      read({ endpointConfiguration: JSON.stringify(config) });
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain(`must not contain a secret in "${field}"`);
    expect(message).not.toContain("veryhidden");
  });

  it("are taken as references", () => {
    const openai_config = { openai_api_key: "{{secrets/models/openai}}", openai_api_type: "openai" };
    expect(read({ endpointConfiguration: external({ openai_config }) })).toEqual(external({ openai_config }));
  });

  it("are refused in further settings, where a tag's key is no secret", () => {
    const settings = { tags: [{ key: "team", value: "a" }] };
    expect(endpointSettings.clean(settings)).toEqual(settings);
    expect(() => endpointSettings.clean({ ai_gateway: { token: "x" } })).toThrow(
      'must not contain a secret in "token"',
    );
  });
});
