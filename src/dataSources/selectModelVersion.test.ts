/** Choices of the versions of a model with very many versions and aliases. */
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { useHandlerServer } from "../../test/support/handlerServer";
import { keepingLogger, tokenConnection } from "../../test/support/testClient";
import component from "../index";

const server = useHandlerServer();

it("the aliases of thousands of versions are joined once for each version", async () => {
  const aliases = Array.from({ length: 20_000 }, (_, index) => ({
    alias_name: `alias${index}`,
    version_num: 1,
  }));
  const versions = Array.from({ length: 20_000 }, (_, index) => ({
    version: (index % 2) + 1,
    status: "READY",
  }));
  server.handle((request, response) => {
    const isList = request.url?.includes("/versions");
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(isList ? { model_versions: versions } : { aliases }));
  });
  const { logger } = keepingLogger();
  const inputs = { connection: tokenConnection(server.url), modelFullName: "main.default.many" };
  const { result } = await createHarness(component).dataSource("selectModelVersion", inputs as never, {
    logger,
  });
  const [second, first] = result as { key: string; label: string }[];
  expect(second).toEqual({ key: "2", label: "2" });
  expect(first).toMatchObject({ key: "1", label: expect.stringMatching(/^1, alias0, alias1, .{100,190}$/) });
});
