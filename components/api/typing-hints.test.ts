import { describe, expect, it } from "vitest";
import { onTyping, passTyping, type TypingHint } from "./typing-hints.ts";

function heard(data: string): TypingHint[] {
  const hints: TypingHint[] = [];
  const stop = onTyping((hint) => hints.push(hint));
  passTyping(data);
  stop();
  return hints;
}

describe("hints that someone is writing", () => {
  it("say who writes, and where", () => {
    const data = { topic: "typing", id: "c", conversationId: "c", by: "agent", name: "Ana", userId: "u" };
    expect(heard(JSON.stringify(data))).toEqual([
      { conversationId: "c", by: "agent", name: "Ana", userId: "u" },
    ]);
  });

  it("of a visitor without a name have none", () => {
    expect(heard('{"topic":"typing","conversationId":"c","by":"visitor"}')).toEqual([
      { conversationId: "c", by: "visitor", name: null, userId: null },
    ]);
  });

  it("are told from other lines of the stream", () => {
    expect(heard('{"topic":"message","id":"m","conversationId":"c"}')).toEqual([]);
    expect(heard("")).toEqual([]);
    expect(heard("null")).toEqual([]);
  });

  it("are not heard after the listener has left", () => {
    const hints: TypingHint[] = [];
    onTyping((hint) => hints.push(hint))();
    passTyping('{"topic":"typing","conversationId":"c","by":"visitor"}');
    expect(hints).toEqual([]);
  });
});
