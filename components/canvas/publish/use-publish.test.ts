import { describe, expect, it } from "vitest";
import { countWaiting } from "#components/canvas/publish/use-publish.ts";
import type { Run } from "#core/api/runs.ts";

function run(id: string, nodeId: string | null, nodeLabel: string | null): Run {
  return {
    id,
    status: "waiting",
    journey: { id: "j", key: "welcome", name: "Welcome", version: 1 },
    contact: { id: "c", name: null },
    conversationId: null,
    channel: null,
    nodeId,
    nodeLabel,
    wakeAt: null,
    reason: null,
    stuck: null,
    isTest: false,
    startedAt: "2026-05-04T09:30:00Z",
    endedAt: null,
    updatedAt: "2026-05-04T09:30:00Z",
  };
}

describe("counting who waits where", () => {
  it("counts runs by node, the most first, and says when there are more", () => {
    const data = [
      run("1", "wait", null),
      run("2", "ask", "When suits you?"),
      run("3", "ask", "When suits you?"),
    ];
    expect(countWaiting({ data, nextCursor: "more" })).toEqual({
      total: 3,
      more: true,
      byNode: [
        { nodeId: "ask", label: "When suits you?", count: 2 },
        { nodeId: "wait", label: "wait", count: 1 },
      ],
    });
  });
});
