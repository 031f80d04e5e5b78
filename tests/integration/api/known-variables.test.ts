import { beforeAll, describe, expect, it } from "vitest";
import { call, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let workspace: Fixture;

beforeAll(async () => {
  workspace = await createWorkspace("known-variables");
});

const post = (path: string, body: unknown) => call(workspace.key, path, { method: "POST", body });

describe("what a journey reads", () => {
  it("is known where something in the workspace has set it, and warned of where nothing has", async () => {
    await post("/contacts", { name: "Ann", attributes: { plan: "pro" } });
    for (const [name, properties] of [
      ["order.placed", { order: "A1" }],
      ["order.shipped", { parcel: "P1" }],
    ] as const) {
      await post("/events", { name, contact: { email: "ann@example.com" }, properties });
    }
    await call(workspace.key, `/conversations/${workspace.ids.conversations}`, {
      method: "PATCH",
      body: { attributes: { shop: "north" } },
    });
    const text = [
      "{{ contact.attributes.plan }}{{ contact.attributes.plam }}",
      "{{ event.properties.order }}{{ event.properties.parcel }}{{ event.properties.ordr }}",
      "{{ conversation.attributes.shop }}{{ conversation.memory.topic }}",
    ].join("");
    const { body } = await post("/journeys", {
      name: "Reads",
      nodes: [
        { id: "start", type: "trigger.event", config: { event: "order.placed" } },
        { id: "send", type: "send", config: { text } },
      ],
      edges: [{ from: "start", outlet: "next", to: "send" }],
    });
    const warned = body.problems.map(({ message }: { message: string }) =>
      message.replace(/.*“(.*)”.*/, "$1"),
    );
    expect(warned).toEqual(["contact.attributes.plam", "event.properties.ordr", "conversation.memory.topic"]);
  });
});
