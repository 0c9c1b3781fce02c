import assert from "node:assert/strict";
import type { Warehouse } from "../../src/services/warehouses/warehouses";
import type { Guide, Step } from "../guide";

/**
 * Finds a warehouse that runs.
 * @throws AssertionError where none does
 */
export const runningWarehouse = async (guide: Guide): Promise<Warehouse> => {
  const found = (await guide.quietly<Warehouse[]>("listWarehouses")).find(({ state }) => state === "RUNNING");
  assert.ok(found, "no warehouse runs");
  return found;
};

/** A list, a start, and the state on the way there. */
export const warehouses: Step = {
  title: "SQL warehouses: list them, start a stopped one, offer them in a config wizard",
  run: async (guide) => {
    const all = await guide.call<Warehouse[]>("listWarehouses");
    assert.ok(all.length > 1, `${all.length} warehouses instead of several`);
    guide.screen.table(all.map(({ name, id, cluster_size: size, state }) => ({ name, id, size, state })));

    const stopped = all.find(({ state }) => state === "STOPPED");
    assert.ok(stopped, "no warehouse is stopped");
    const starting = await guide.call<Warehouse>("startWarehouse", { warehouseId: stopped.id });
    assert.equal(starting.state, "STARTING");
    guide.screen.good(`${starting.name} is ${starting.state}`);

    await guide.letTimePass(5);
    const started = await guide.call<Warehouse>("getWarehouse", { warehouseId: stopped.id });
    assert.equal(started.state, "RUNNING");
    guide.screen.good(`${started.name} is ${started.state}`);

    const choices = await guide.call<{ key: string; label: string }[]>("selectWarehouse");
    assert.deepEqual(choices.map(({ key }) => key).sort(), all.map(({ id }) => id).sort());
    guide.screen.good(`a config wizard offers ${choices.map(({ label }) => label).join(", ")}`);
  },
};
