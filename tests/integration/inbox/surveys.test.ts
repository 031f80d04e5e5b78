import { afterAll, beforeEach, expect, it } from "vitest";
import { claimConversation } from "#server/conversations/claim-conversation.ts";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { api } from "#server/http/app.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { sendSurvey } from "#server/surveys/surveys.ts";
import { call } from "#tests/integration/api/workspace-fixture.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";

let inbox: Awaited<ReturnType<typeof makeInbox>>;
let conversationId: string;
beforeEach(async () => {
  inbox = await makeInbox();
  conversationId = (await inbox.says("Thanks")).conversationId;
  await claimConversation(inbox.agent, conversationId);
  await resolveConversation(inbox.agent, { conversationId, reason: "done" });
});
afterAll(closeDatabase);

const ask = () =>
  call(inbox.key, `/conversations/${conversationId}/csat`, { method: "POST", body: { text: "How was it?" } });

/** The token of the link that was sent. */
async function token(): Promise<string> {
  const sent = await transact(inbox.system, (tx) =>
    tx.message.findFirstOrThrow({ where: { conversationId, text: { contains: "/csat/" } } }),
  );
  return /\/csat\/([\w-]+)/.exec(sent.text)?.[1] ?? "";
}

/** As the customer's browser does it: without a key. */
async function visit(link: string, body?: object) {
  const init = body && {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await api.fetch(new Request(`http://localhost:3000/api/v1/csat/${link}`, init));
  return { status: response.status, body: await response.json() };
}

it("is asked once a conversation, leaves it resolved, and is rated once by whoever has the link", async () => {
  const asked = await ask();
  expect([asked.status, asked.body]).toMatchObject([201, { status: "sent", assignee: { name: "Ana" } }]);
  expect((await inbox.conversation(conversationId)).status).toBe("resolved");
  expect((await ask()).status).toBe(409);
  const link = await token();
  expect((await visit(link)).body).toEqual({
    workspace: "Test workspace",
    agent: "Ana",
    status: "open",
    rating: null,
  });
  // Whoever has it by now is not whom it is about.
  await transact(inbox.system, (tx) =>
    tx.conversation.update({ where: { id: conversationId }, data: { assigneeId: inbox.supervisor.userId } }),
  );
  const both = await Promise.all([visit(link, { rating: 5, comment: "Great" }), visit(link, { rating: 1 })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const { body } = await call(inbox.key, `/conversations/${conversationId}/csat`);
  expect(body.survey).toMatchObject({ status: "answered", assignee: { name: "Ana" } });
  const [event] = await transact(inbox.system, (tx) =>
    tx.event.findMany({ where: { type: "csat.answered" } }),
  );
  expect(event?.data).toEqual({ rating: body.survey.rating, assigneeId: inbox.agent.userId });
  expect(await inbox.events(conversationId)).toContain("csat.sent");
});

it("names a wrong rating, and is gone when its time is over", async () => {
  await ask();
  const link = await token();
  const wrong = await visit(link, { rating: 6 });
  expect([wrong.status, wrong.body.problems[0].path]).toEqual([400, "rating"]);
  await transact(inbox.system, (tx) =>
    tx.survey.updateMany({ where: { conversationId }, data: { expiresAt: new Date(0) } }),
  );
  expect((await visit(link)).body.status).toBe("expired");
  expect((await visit(link, { rating: 4 })).status).toBe(410);
  expect((await visit("nothing")).status).toBe(404);
});

it("asked again for the same effect is the same survey, and another workspace asks nothing", async () => {
  const run = { runId: crypto.randomUUID(), effectKey: "run:1" };
  const first = await sendSurvey(inbox.system, { conversationId, expires: "P3D", run });
  const again = await sendSurvey(inbox.system, { conversationId, expires: "P3D", run });
  expect(again.id).toBe(first.id);
  const foreign = await makeInbox();
  const answer = await call(foreign.key, `/conversations/${conversationId}/csat`, {
    method: "POST",
    body: {},
  });
  expect(answer.status).toBe(404);
});
