import { jobsClient } from "../jobs/jobsClient";

const base = "/api/2.0/notification-destinations";
const { call, refused } = jobsClient();

const webhook = (more: object = {}) => ({
  display_name: "Hook",
  config: {
    generic_webhook: { url: "https://example.com/hook", username: "user", password: "secret", ...more },
  },
});

const make = async (body: object = webhook()): Promise<string> =>
  String((await call("POST", base, body)).body.id);

describe("notification destinations", () => {
  it("are made, listed, read, changed and deleted", async () => {
    expect((await call("GET", base)).body).toEqual({ results: [] });
    const id = await make();
    const summary = { id, display_name: "Hook", destination_type: "WEBHOOK" };
    expect((await call("GET", base)).body).toEqual({ results: [summary] });
    const set = { generic_webhook: { url_set: true, username_set: true, password_set: true } };
    expect((await call("GET", `${base}/${id}`)).body).toEqual({ ...summary, config: set });
    const changed = await call("PATCH", `${base}/${id}`, { display_name: "Other" });
    expect(changed.body).toEqual({ ...summary, display_name: "Other", config: set });
    expect(await call("DELETE", `${base}/${id}`)).toEqual({ status: 200, body: {} });
    expect(await refused("DELETE", `${base}/${id}`)).toEqual([
      404,
      "RESOURCE_DOES_NOT_EXIST",
      `Notification destination ${id} does not exist.`,
    ]);
  });

  it("never tell a secret", async () => {
    const id = await make();
    const told = [await call("GET", `${base}/${id}`), await call("PATCH", `${base}/${id}`, webhook())];
    expect(JSON.stringify(told)).not.toMatch(/secret"|example\.com|"user"/);
  });

  it("are for workspace admins alone", async () => {
    const id = await make();
    await call("POST", "/__workspace/grants", { revoke: [{ securable: "workspace", privilege: "ADMIN" }] });
    const asked = [
      ["GET", base],
      ["POST", base, webhook()],
      ["GET", `${base}/${id}`],
      ["PATCH", `${base}/${id}`, webhook()],
      ["DELETE", `${base}/${id}`],
    ] as const;
    for (const [method, path, body] of asked) {
      expect((await refused(method, path, body)).slice(0, 2)).toEqual([403, "PERMISSION_DENIED"]);
    }
    await call("DELETE", "/__workspace/grants");
    expect((await call("GET", base)).body).toMatchObject({ results: [{ id, display_name: "Hook" }] });
  });

  it("come in pages", async () => {
    for (const name of ["a", "b", "c"]) await make({ ...webhook(), display_name: name });
    const first = (await call("GET", `${base}?page_size=2`)).body;
    const second = (await call("GET", `${base}?page_size=2&page_token=${first.next_page_token}`)).body;
    expect([first.results, second.results].map((page) => (page as object[]).length)).toEqual([2, 1]);
    expect(second).not.toHaveProperty("next_page_token");
  });

  it.each([
    [{ display_name: "x" }, /^Exactly one of generic_webhook, slack/],
    [
      { display_name: "x", config: { generic_webhook: { url: "https://a.b" }, slack: {} } },
      /^Exactly one of/,
    ],
    [{ config: { generic_webhook: { url: "https://a.b" } } }, /^Missing required field: display_name/],
    [
      { display_name: "x", config: { generic_webhook: {} } },
      /^Missing required field: config.generic_webhook.url/,
    ],
    [webhook({ url: "http://example.com" }), /^Invalid webhook URL/],
    [{ display_name: "x", config: { email: { addresses: [] } } }, /^Field config.email.addresses/],
  ])("refuse %j", async (body, message) => {
    expect(await refused("POST", base, body)).toEqual([
      400,
      "INVALID_PARAMETER_VALUE",
      expect.stringMatching(message),
    ]);
  });

  it("of every kind tell which of their values are set", async () => {
    const id = await make({ display_name: "x", config: { slack: { url: "https://hooks.example.com" } } });
    expect((await call("GET", `${base}/${id}`)).body).toMatchObject({
      destination_type: "SLACK",
      config: { slack: { url_set: true, oauth_token_set: false, channel_id_set: false } },
    });
    const mail = await make({ display_name: "x", config: { email: { addresses: ["a@example.com"] } } });
    expect((await call("GET", `${base}/${mail}`)).body).toMatchObject({
      config: { email: { addresses: ["a@example.com"] } },
    });
  });
});
