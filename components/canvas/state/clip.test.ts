import { describe, expect, it } from "vitest";
import { readClip, writeClip } from "#components/canvas/state/clip.ts";

const clip = {
  nodes: [{ id: "send", type: "send", config: { text: "Hi" }, position: { x: 1, y: 2 } }],
  edges: [],
};

describe("nodes on the clipboard", () => {
  it("come back as they went", () => {
    expect(readClip(writeClip(clip))).toEqual(clip);
  });

  it("are not mistaken in other text", () => {
    expect(readClip("hello")).toBeNull();
    expect(readClip('{"nodes":[]}')).toBeNull();
    expect(readClip('{"throughline":"nodes","nodes":[{"id":"__proto__"}],"edges":[]}')).toBeNull();
  });
});
