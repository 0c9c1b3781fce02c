import { commandOf, requestOf, runnable } from "./support/exampleCommands";

test.each(runnable.map((piece) => [piece.definition.key, piece] as const))(
  "the command in the help of %s gives every required input a value",
  (key, piece) => {
    const request = requestOf(commandOf(piece));
    expect(request.piece.definition.key).toBe(key);
    const needed = piece.definition.inputs.filter(
      ({ type, required, default: usual }) => type !== "connection" && required && !usual,
    );
    for (const input of needed) expect(request.inputs[input.key]).not.toBe("");
  },
);
