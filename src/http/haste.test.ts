import { Haste } from "./haste";

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

it("gives a first request time for repeats, all of which end in time", () => {
  const { timeoutMs, repeatsWithinMs } = new Haste(25_000).limits("GET /a");
  expect({ timeoutMs, repeatsWithinMs }).toEqual({ timeoutMs: 10_000, repeatsWithinMs: 15_000 });
});

it("gives later requests what is left", () => {
  const haste = new Haste(25_000);
  jest.setSystemTime(12_000);
  expect(haste.limits("GET /a")).toEqual({ timeoutMs: 10_000, repeatsWithinMs: 3_000 });
  jest.setSystemTime(24_000);
  expect(haste.limits("GET /a")).toEqual({ timeoutMs: 1_000, repeatsWithinMs: 0 });
});

it("begins no request when the time is up", () => {
  const haste = new Haste(25_000);
  jest.setSystemTime(25_000);
  expect(() => haste.limits("GET /a")).toThrow("GET /a failed: the pages before it took more than 25 s.");
});
