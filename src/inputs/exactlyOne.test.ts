import { exactlyOne } from "./exactlyOne";

describe("two inputs of which one must be given", () => {
  it.each<[number | undefined, string | undefined]>([
    [7, undefined],
    [undefined, "a"],
  ])("give %j and %j", (id, name) => {
    expect(exactlyOne(["ID", id], ["Name", name])).toEqual([id, name]);
  });

  it("are both named where both or none are given", () => {
    expect(() => exactlyOne(["ID", 7], ["Name", "a"])).toThrow("ID and Name exclude each other: clear one");
    expect(() => exactlyOne(["ID", undefined], ["Name", undefined])).toThrow(
      "ID is empty, and so is Name: one of the two is needed.",
    );
  });
});
