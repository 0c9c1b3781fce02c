import { timingSafeEqual } from "node:crypto";
import fc from "fast-check";
import { isAuthentic, newCredentials, withoutCredentials } from "./credentials";

jest.mock("node:crypto", () => {
  const crypto = jest.requireActual("node:crypto");
  return { ...crypto, timingSafeEqual: jest.fn(crypto.timingSafeEqual) };
});

const headerOf = (userName: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`,
});

const userName = fc.string({ minLength: 1 }).filter((text) => !text.includes(":"));

it("lets in whoever has the credentials, and nobody else", () => {
  fc.assert(
    fc.property(userName, fc.string(), userName, fc.string(), (user, password, otherUser, other) => {
      const credentials = { userName: user, password };
      expect(isAuthentic(headerOf(user, password), credentials)).toBe(true);
      const isSame = user === otherUser && password === other;
      expect(isAuthentic(headerOf(otherUser, other), credentials)).toBe(isSame);
    }),
  );
});

it("compares digests of one length, whatever comes", () => {
  const compare = timingSafeEqual as unknown as jest.Mock<boolean, [Buffer, Buffer]>;
  for (const authorization of ["", "Basic", "Bearer x", "Basic YQ==", `Basic ${"A".repeat(10_000)}`]) {
    compare.mockClear();
    expect(isAuthentic({ authorization }, { userName: "user", password: "pass" })).toBe(false);
    expect(compare.mock.calls.map(([one, other]) => [one.length, other.length])).toEqual([[32, 32]]);
  }
});

it("makes credentials of 256 random bits that fit a header", () => {
  const made = Array.from({ length: 100 }, newCredentials);
  expect(new Set(made.map(({ password }) => password)).size).toBe(100);
  for (const { userName: name, password } of made) {
    expect(name).toMatch(/^notifications-[0-9a-f]{12}$/);
    expect(password).toMatch(/^[\w-]{43}$/);
  }
});

it("takes the header away, whatever its case", () => {
  expect(withoutCredentials({ AUTHORIZATION: "a", Authorization: "b", "x-other": "c" })).toEqual({
    "x-other": "c",
  });
});
