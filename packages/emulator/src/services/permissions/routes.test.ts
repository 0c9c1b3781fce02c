import { cluster } from "../../seed/clusters";
import { genieSpace } from "../../seed/genie";
import { gitFolder } from "../../seed/gitFolders";
import { currentUser } from "../../seed/identity";
import { job } from "../../seed/jobs";
import { experiment } from "../../seed/mlflow";
import { pipeline } from "../../seed/pipelines";
import { modelEndpoint } from "../../seed/serving";
import { warehouse } from "../../seed/warehouses";
import { servicePrincipalToken } from "../../servicePrincipalToken";
import { grantsClient } from "../grants/grantsClient";

const { server, call, revoke } = grantsClient();

const kinds: [type: string, id: string | number, securable: string, name: string | number, own: string][] = [
  ["jobs", job.job_id, "job", job.job_id, "IS_OWNER"],
  ["clusters", cluster.cluster_id, "cluster", cluster.cluster_id, "CAN_MANAGE"],
  ["warehouses", warehouse.id, "warehouse", warehouse.id, "IS_OWNER"],
  ["serving-endpoints", modelEndpoint.id, "serving_endpoint", modelEndpoint.name, "CAN_MANAGE"],
  ["experiments", experiment.experiment_id, "experiment", experiment.experiment_id, "CAN_MANAGE"],
  ["pipelines", pipeline.pipeline_id, "pipeline", pipeline.pipeline_id, "IS_OWNER"],
  ["genie", genieSpace.space_id, "genie_space", genieSpace.space_id, "CAN_MANAGE"],
  ["repos", gitFolder.folder.id, "repo", gitFolder.folder.path, "CAN_MANAGE"],
];

describe.each(kinds)("the permissions of %s/%s", (type, id, securable, name, own) => {
  const path = `/api/2.0/permissions/${type}/${id}`;
  const idPrefix = type === "warehouses" ? "sql/warehouses" : type;

  it("name the user, the service principal and the admins", async () => {
    const { status, body } = await call("GET", path);
    expect([status, body.object_id]).toEqual([200, `/${idPrefix}/${id}`]);
    expect(body.access_control_list).toEqual([
      {
        user_name: currentUser.userName,
        display_name: currentUser.displayName,
        all_permissions: [{ permission_level: own, inherited: false }],
      },
      {
        service_principal_name: expect.stringMatching(/^[\da-f-]{36}$/),
        display_name: expect.any(String),
        all_permissions: [{ permission_level: "CAN_MANAGE", inherited: false }],
      },
      {
        group_name: "admins",
        all_permissions: [
          { permission_level: "CAN_MANAGE", inherited: true, inherited_from_object: [`/${idPrefix}/`] },
        ],
      },
    ]);
  });

  it("are told to nobody who may not manage it", async () => {
    await revoke(securable, name, "CAN_MANAGE");
    const { status, body } = await call("GET", path);
    expect([status, body.error_code]).toEqual([403, "PERMISSION_DENIED"]);
  });
});

it.each([
  ["jobs", "/api/2.2/jobs/create", { name: "Own" }, "job_id"],
  ["warehouses", "/api/2.0/sql/warehouses", { name: "Own", cluster_size: "Small" }, "id"],
  ["pipelines", "/api/2.0/pipelines", { name: "Own" }, "pipeline_id"],
])("%s are owned by whoever has made them", async (type, create, body, id) => {
  const token = await servicePrincipalToken(server());
  const { body: made } = await call("POST", create, body, token);
  const { body: found } = await call("GET", `/api/2.0/permissions/${type}/${made[id]}`);
  const level = (permission_level: string) => [{ permission_level, inherited: false }];
  expect(found.access_control_list).toEqual([
    expect.objectContaining({ user_name: currentUser.userName, all_permissions: level("CAN_MANAGE") }),
    expect.objectContaining({
      service_principal_name: server().clientId,
      all_permissions: level("IS_OWNER"),
    }),
    expect.objectContaining({ group_name: "admins" }),
  ]);
});

it.each([
  ["warehouses/0000000000000000", 404, "RESOURCE_DOES_NOT_EXIST"],
  ["serving-endpoints/none", 404, "RESOURCE_DOES_NOT_EXIST"],
  ["pipelines/none", 404, "RESOURCE_DOES_NOT_EXIST"],
  ["genie/none", 404, "RESOURCE_DOES_NOT_EXIST"],
  ["jobs/1e3", 404, "RESOURCE_DOES_NOT_EXIST"],
  ["repos/9223372036854775807", 404, "RESOURCE_DOES_NOT_EXIST"],
  [`notebooks/${gitFolder.folder.id}`, 404, "RESOURCE_DOES_NOT_EXIST"],
  ["apps/mine", 501, "NOT_IMPLEMENTED"],
])("those of %s are refused", async (path, status, code) => {
  const answer = await call("GET", `/api/2.0/permissions/${path}`);
  expect([answer.status, answer.body.error_code]).toEqual([status, code]);
});

it("an endpoint tells its caller the level that is left", async () => {
  const path = `/api/2.0/serving-endpoints/${modelEndpoint.name}`;
  const level = async () => (await call("GET", path)).body.permission_level;
  expect(await level()).toBe("CAN_MANAGE");
  await revoke("serving_endpoint", modelEndpoint.name, "CAN_MANAGE");
  expect(await level()).toBe("CAN_QUERY");
  await revoke("serving_endpoint", modelEndpoint.name, "CAN_QUERY");
  expect(await level()).toBe("CAN_VIEW");
});

describe("pipelines and Genie spaces", () => {
  it.each([
    ["pipelines", pipeline.pipeline_id, "pipeline", "statuses"],
    ["genie/spaces", genieSpace.space_id, "genie_space", "spaces"],
  ])("%s: %s is listed and read by who may view it", async (path, id, securable, list) => {
    const base = `/api/2.0/${path}`;
    expect((await call("GET", base)).body[list]).toHaveLength(1);
    expect((await call("GET", `${base}/${id}`)).status).toBe(200);
    await revoke(securable, id, "CAN_VIEW");
    expect((await call("GET", base)).body).toEqual({});
    expect((await call("GET", `${base}/${id}`)).body.error_code).toBe("PERMISSION_DENIED");
    expect((await call("GET", `${base}/none`)).status).toBe(404);
  });

  it("a list of pipelines tells how they are, not what they are made of", async () => {
    const { body } = await call("GET", "/api/2.0/pipelines?max_results=100");
    expect(body.statuses).toEqual([expect.not.objectContaining({ spec: expect.anything() })]);
    expect((await call("GET", `/api/2.0/pipelines/${pipeline.pipeline_id}`)).body.spec).toEqual(
      pipeline.spec,
    );
  });

  it.each([
    ["pipelines?max_results=101", 400, "INVALID_PARAMETER_VALUE"],
    ["pipelines?filter=name%20LIKE%20'%25x%25'", 501, "NOT_IMPLEMENTED"],
  ])("%s is refused", async (path, status, code) => {
    const answer = await call("GET", `/api/2.0/${path}`);
    expect([answer.status, answer.body.error_code]).toEqual([status, code]);
  });

  it("what a space is made of is told to its editors", async () => {
    const path = `/api/2.0/genie/spaces/${genieSpace.space_id}?include_serialized_space=`;
    expect((await call("GET", `${path}true`)).body.serialized_space).toBe(genieSpace.serialized_space);
    expect((await call("GET", `${path}false`)).body).not.toHaveProperty("serialized_space");
    await revoke("genie_space", genieSpace.space_id, "CAN_EDIT");
    expect((await call("GET", `${path}true`)).status).toBe(403);
    expect((await call("GET", `${path}false`)).status).toBe(200);
  });
});
