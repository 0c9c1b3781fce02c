/** What an error says of whether its request was carried out. */
import { type Step, useScriptedServer } from "../test/support/scriptedServer";
import { failureOf, testClient, tokenConnection } from "../test/support/testClient";
import { path } from "./http/path";

const { server } = useScriptedServer();

const client = () => testClient(tokenConnection(server.url)).client;
const me = path`/api/2.0/preview/scim/v2/Me`;
const get = () => client().get(me);
const error = (status: number, error_code: unknown, message: string) => ({
  status,
  body: { error_code, message },
});

describe("an error", () => {
  it.each<[Step, boolean | undefined]>([
    ["dropAfter", true],
    ["dropMidAnswer", true],
    [{ status: 500 }, true],
    [error(429, "REQUEST_LIMIT_EXCEEDED", "too many"), undefined],
    ["dropBefore", true],
  ])(
    "knows of a DELETE whose first attempt ended with %j whether it may have been carried out: %s",
    async (step, is) => {
      server.script(step, error(404, "RESOURCE_DOES_NOT_EXIST", "none"));
      expect(await failureOf(client().delete(me))).toMatchObject({ status: 404, outcomeUnknown: is });
      expect(server.arrivals).toHaveLength(2);
    },
  );

  it.each<[Step, string]>([
    ["dropAfter", "It is not known whether the request was carried out."],
    [{ status: 500 }, "It is not known whether the request was carried out."],
    ["dropMidAnswer", "The request was carried out, but its response cannot be read."],
    [{ status: 200, body: "no JSON" }, "The request was carried out, but its response cannot be read."],
    [{ status: 200, body: "<html>Sign in</html>" }, "It is not known whether the request was carried out."],
  ])(
    "says whether a DELETE that is given up after %j was carried out, although a second one would be safe",
    async (step, words) => {
      server.script(step);
      expect((await failureOf(client().delete(me))).message).toContain(words);
    },
  );

  it.each<Step>(["dropAfter", { status: 500 }])(
    "says of a POST that is safe to repeat and is given up after %j that its outcome is not known, unless it only reads",
    async (step) => {
      const repeated = (options: object) =>
        failureOf(client().post(path`/api/2.0/secrets/put`, {}, { idempotent: true, ...options }));
      const words = "It is not known whether the request was carried out.";
      server.script(step);
      expect((await repeated({})).message).toContain(words);
      server.script(step);
      expect((await repeated({ reads: true })).message).not.toContain(words);
    },
  );

  it("says nothing of the outcome of a GET, or of a DELETE that was refused each time", async () => {
    server.script({ status: 500 });
    expect((await failureOf(get())).message).not.toContain("carried out");
    server.script(error(429, "REQUEST_LIMIT_EXCEEDED", "too many"));
    expect((await failureOf(client().delete(me))).message).not.toContain("carried out");
  });
});
