import { useScriptedServer } from "../../../test/support/scriptedServer";
import { testClient, tokenConnection } from "../../../test/support/testClient";
import { fetchServedEntities } from "./servedEntities";

const { server } = useScriptedServer();

const config = (...names: string[]) => ({ served_entities: names.map((name) => ({ name })) });

it.each<[string, object, string[]]>([
  ["none", {}, []],
  ["those of a first deployment, whose logs say why it fails", { pending_config: config("a-1") }, ["a-1"]],
  [
    "those served now and next, once",
    { config: config("a-1", "b-1"), pending_config: config("b-1", "c-1") },
    ["a-1", "b-1", "c-1"],
  ],
  [
    "those that are readable",
    { config: "none", pending_config: { served_entities: [null, {}, { name: "a" }] } },
    ["a"],
  ],
])("the entities of an endpoint are %s", async (_name, body, names) => {
  server.script({ body });
  const { client } = testClient(tokenConnection(server.url));
  expect((await fetchServedEntities(client, "delays")).map(({ name }) => name)).toEqual(names);
});

it("an endpoint may have them only by their older names", async () => {
  const model = { name: "a-1", model_name: "main.m.a", model_version: "1", workload_size: "Small" };
  server.script({ body: { config: { served_models: [model] } } });
  const { client } = testClient(tokenConnection(server.url));
  expect(await fetchServedEntities(client, "delays")).toEqual([
    { name: "a-1", entity_name: "main.m.a", entity_version: "1" },
  ]);
});
