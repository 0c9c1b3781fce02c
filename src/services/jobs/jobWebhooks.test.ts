import fc from "fast-check";
import { destinationName, readDestinationName } from "../notificationDestinations/notificationDestinations";
import { changedWebhooks, fullEvents, hasDurationRule, type JobEventName, jobEvents } from "./jobWebhooks";

const names = Object.keys(jobEvents) as JobEventName[];

const entry = fc.constantFrom("ours", "ours before", "a", "b", "c").map((id) => ({ id }));
const webhooks = fc.dictionary(
  fc.constantFrom(...Object.values(jobEvents)),
  fc.uniqueArray(entry, { selector: ({ id }) => id }),
);
const wanted = fc.subarray(names);
const ownDestinations = ["ours", "ours before"];

const idsOf = (value: unknown): string[] => ((value ?? []) as { id: string }[]).map(({ id }) => id);

describe("the webhooks of a job", () => {
  it("become as they are wanted, once, and everything of others stays in its place", () => {
    fc.assert(
      fc.property(webhooks, wanted, (before, events) => {
        const want = { ownDestinations, destination: "ours", events };
        const after = changedWebhooks({ webhook_notifications: before }, want) ?? before;
        for (const name of names) {
          const field = jobEvents[name];
          const others = idsOf(before[field]).filter((id) => !ownDestinations.includes(id));
          const all = idsOf(after[field]);
          expect(all.filter((id) => !ownDestinations.includes(id))).toEqual(others);
          expect(all.filter((id) => ownDestinations.includes(id))).toEqual(
            events.includes(name) ? ["ours"] : [],
          );
        }
        expect(changedWebhooks({ webhook_notifications: after }, want)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it("are as before after ours have come and gone", () => {
    const foreign = fc.dictionary(
      fc.constantFrom(...Object.values(jobEvents)),
      fc.constantFrom("a", "b").map((id) => [{ id }]),
    );
    fc.assert(
      fc.property(foreign, wanted, (before, events) => {
        const added = changedWebhooks(
          { webhook_notifications: before },
          { ownDestinations, destination: "ours", events },
        );
        const removed = changedWebhooks(
          { webhook_notifications: added ?? before },
          { ownDestinations, events: [] },
        );
        expect(removed ?? added ?? before).toEqual(before);
      }),
    );
  });

  it.each([undefined, null, "x", []])("are none where the job has %j in their place", (given) => {
    const want = { ownDestinations: [], destination: "x", events: ["start" as const] };
    expect(changedWebhooks({ webhook_notifications: given }, want)).toEqual({ on_start: [{ id: "x" }] });
  });

  it("keep events and fields that nobody knows", () => {
    const settings = { webhook_notifications: { on_new: [{ id: "a", more: 1 }], flag: true } };
    const want = { ownDestinations: [], destination: "x", events: ["start" as const] };
    expect(changedWebhooks(settings, want)).toEqual({
      on_new: [{ id: "a", more: 1 }],
      flag: true,
      on_start: [{ id: "x" }],
    });
  });

  it("have no room where three others are, and ours does not count", () => {
    const three = ["a", "b", "c"].map((id) => ({ id }));
    const settings = {
      webhook_notifications: { on_start: three, on_success: [...three.slice(1), { id: "ours" }] },
    };
    expect(fullEvents(settings, ownDestinations, names)).toEqual([
      { field: "on_start", ids: ["a", "b", "c"] },
    ]);
  });
});

it("knows whether a job says what is slow", () => {
  expect(hasDurationRule({})).toBe(false);
  expect(hasDurationRule({ health: {} })).toBe(false);
  expect(hasDurationRule({ health: { rules: [{ metric: "STREAMING_BACKLOG_BYTES" }] } })).toBe(false);
  expect(hasDurationRule({ health: { rules: [{ metric: "RUN_DURATION_SECONDS" }] } })).toBe(true);
});

describe("the name of a destination", () => {
  it("tells its job and its owner, whatever the parts are called", () => {
    const owner = "0123456789abcdef";
    fc.assert(
      fc.property(fc.array(fc.string()), fc.integer({ min: 1 }), (parts, jobId) => {
        expect(readDestinationName(destinationName({ parts, jobId, owner }))).toEqual({ jobId, owner });
      }),
    );
  });

  it.each([undefined, "", "On call", "x: job y [0123456789abcdef]", "x: job 1 [0123]"])(
    "%j is another's",
    (name) => {
      expect(readDestinationName(name)).toBeUndefined();
    },
  );
});
