import { startVirtualTime, type VirtualTime } from "../../test/support/virtualTime";
import { Deadline } from "./deadline";
import { inTurn } from "./turns";

/** Work whose end the test decides. */
class Work {
  #end: (outcome: () => string) => void = () => undefined;
  hasStarted = false;

  readonly run = async (): Promise<string> => {
    this.hasStarted = true;
    const outcome = await new Promise<() => string>((resolve) => {
      this.#end = resolve;
    });
    return outcome();
  };

  succeed(): void {
    this.#end(() => "done");
  }

  fail(): void {
    this.#end(() => {
      throw new Error("it failed");
    });
  }
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

let waits: number[] = [];

const start = (work: Work, { name = "host", limit = 1, ms = 60_000 } = {}): Promise<string> => {
  const running = inTurn(
    {
      name,
      limit,
      deadline: Deadline.after(ms),
      onWait: (count) => waits.push(count),
      outOfTime: () => new Error("out of time"),
    },
    work.run,
  );
  running.catch(() => undefined);
  return running;
};

const works = (count: number): Work[] => Array.from({ length: count }, () => new Work());

const started = (all: Work[]): boolean[] => all.map(({ hasStarted }) => hasStarted);

let time: VirtualTime;
beforeEach(() => {
  waits = [];
  time = startVirtualTime();
});
afterEach(() => time.stop());

it("as many go on at a time as the limit says, and the others in order", async () => {
  const all = works(4);
  const [first, second, third] = all as [Work, Work, Work, Work];
  for (const work of all) start(work, { limit: 2 });
  await settle();
  expect(started(all)).toEqual([true, true, false, false]);
  expect(waits).toEqual([2, 2]);
  second.succeed();
  await settle();
  expect(started(all)).toEqual([true, true, true, false]);
  first.succeed();
  third.succeed();
  await settle();
  expect(started(all)).toEqual([true, true, true, true]);
  all[3]?.succeed();
});

it("a turn ends with a failure, too", async () => {
  const [first, second] = works(2) as [Work, Work];
  const failing = start(first);
  const next = start(second);
  await settle();
  first.fail();
  await expect(failing).rejects.toThrow("it failed");
  await settle();
  expect(second.hasStarted).toBe(true);
  second.succeed();
  expect(await next).toBe("done");
});

it("what waits too long is refused, and does not hold back those behind it", async () => {
  const all = works(3);
  const [first, second, third] = all as [Work, Work, Work];
  start(first);
  const late = start(second, { ms: 1000 });
  start(third);
  const refused = expect(late).rejects.toThrow("out of time");
  await refused;
  expect(started(all)).toEqual([true, false, false]);
  first.succeed();
  await settle();
  expect(started(all)).toEqual([true, false, true]);
  third.succeed();
});

it("what has no time left does not wait at all", async () => {
  const [first, second] = works(2) as [Work, Work];
  start(first);
  await expect(start(second, { ms: 0 })).rejects.toThrow("out of time");
  expect(second.hasStarted).toBe(false);
  first.succeed();
});

it("one name does not hold back another, and a larger limit passes none that waits", async () => {
  const [first, second, third, other] = works(4) as [Work, Work, Work, Work];
  start(first);
  start(second);
  start(third, { limit: 3 });
  start(other, { name: "another host" });
  await settle();
  expect(started([first, second, third, other])).toEqual([true, false, false, true]);
  for (const work of [first, second, third, other]) {
    work.succeed();
    await settle();
  }
  expect(started([second, third])).toEqual([true, true]);
});

it("a logger that throws leaves no place taken", async () => {
  const [first, second, third] = works(3) as [Work, Work, Work];
  start(first);
  const broken = inTurn(
    {
      name: "host",
      limit: 1,
      deadline: Deadline.after(1000),
      onWait: () => {
        throw new Error("no log");
      },
      outOfTime: () => new Error("out of time"),
    },
    second.run,
  );
  await expect(broken).rejects.toThrow("no log");
  start(third);
  first.succeed();
  await settle();
  expect(started([second, third])).toEqual([false, true]);
  third.succeed();
});
