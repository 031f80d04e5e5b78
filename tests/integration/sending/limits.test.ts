import { DateTime } from "luxon";
import { afterEach, describe, expect, test } from "vitest";
import { updateChannelAccount } from "#server/channels/save-account.ts";
import { listNotifications } from "#server/notifications/read-notifications.ts";
import { transact } from "#server/platform/database.ts";
import { sendingForTests } from "#tests/integration/sending/sending-scene.ts";

const scene = sendingForTests();
const HOUR = 3_600_000;

afterEach(async () => {
  await updateChannelAccount(scene.workspace.actor, scene.account.id, { sending: {} });
  await transact(scene.workspace.actor, (tx) => tx.accountPace.deleteMany());
});

const clock = (hours: number) => DateTime.utc().plus({ hours }).toFormat("HH:mm");

describe("quiet hours", () => {
  test("put a message off until they end, without opening a conversation tonight", async () => {
    const journeyId = await scene.makeJourney();
    const { contactId, phone } = await scene.makeContact();
    const quietHours = { from: clock(-1), to: clock(2), skip: false };
    const outcome = await scene.send(scene.fromRun(journeyId, contactId, { quietHours }));
    expect(outcome).toMatchObject({ status: "later", code: "quiet_hours", messageId: null });
    if (outcome.status === "later") expect(outcome.at - Date.now()).toBeGreaterThan(HOUR);
    const open = await transact(scene.workspace.actor, (tx) =>
      tx.conversation.count({ where: { contactId } }),
    );
    expect([open, scene.emulator.count(phone)]).toEqual([0, 0]);
  });

  test("that skip leave a suppressed message with its reason", async () => {
    const journeyId = await scene.makeJourney();
    const { contactId } = await scene.makeContact();
    const quietHours = { from: clock(-1), to: clock(2), skip: true };
    const outcome = await scene.send(scene.fromRun(journeyId, contactId, { quietHours }));
    expect(outcome).toMatchObject({ status: "suppressed", code: "quiet_hours" });
    const message = await transact(scene.workspace.actor, (tx) =>
      tx.message.findUniqueOrThrow({ where: { id: outcome.messageId ?? "" } }),
    );
    expect(message).toMatchObject({ status: "suppressed", error: { code: "quiet_hours" } });
  });
});

describe("a frequency cap", () => {
  test("is never passed by journeys that send at once, and leaves other purposes alone", async () => {
    const journeys = [await scene.makeJourney("Spring"), await scene.makeJourney("Summer")];
    const { contactId, phone } = await scene.makeContact();
    await scene.agrees(contactId);
    const rules = { frequencyCap: { max: 3, per: "P7D" } };
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        scene.send(
          scene.fromRun(journeys[index % 2] ?? "", contactId, index === 9 ? {} : rules, {
            purpose: "marketing",
            text: `Offer ${index}`,
          }),
        ),
      ),
    );
    const sent = outcomes.filter(({ status }) => status === "done").length;
    // The one without a cap goes out whatever there was before, and is counted for the others.
    expect(sent).toBeOneOf([3, 4]);
    expect(scene.emulator.count(phone)).toBe(sent);
    expect(outcomes.find(({ status }) => status === "suppressed")).toMatchObject({
      code: "frequency_cap",
      reason: expect.stringMatching(/^The contact has had [34] marketing messages in the last 7 days/),
    });
    const care = await scene.send(
      scene.fromRun(journeys[0] ?? "", contactId, {}, { purpose: "transactional" }),
    );
    expect(care.status).toBe("done");
  });

  test("holds over all conversations of a contact, also where they are sent to at one moment", async () => {
    const journeyId = await scene.makeJourney();
    const { contactId, phone } = await scene.makeContact();
    await scene.agrees(contactId);
    const conversationIds = await Promise.all([1, 2, 3, 4].map(() => scene.openConversation(contactId)));
    const rules = { frequencyCap: { max: 1, per: "P7D" } };
    const outcomes = await Promise.all(
      conversationIds.map((conversationId) =>
        scene.send({
          ...scene.fromRun(journeyId, contactId, rules, { purpose: "marketing" }),
          conversationId,
        }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      "done",
      "suppressed",
      "suppressed",
      "suppressed",
    ]);
    expect(scene.emulator.count(phone)).toBe(1);
  });

  test("counts nothing that was kept back or is older than its window", async () => {
    const journeyId = await scene.makeJourney();
    const { contactId } = await scene.makeContact();
    await scene.agrees(contactId);
    const rules = { frequencyCap: { max: 1, per: "P1D" } };
    const marketing = () => scene.fromRun(journeyId, contactId, rules, { purpose: "marketing" });
    const first = await scene.send(marketing());
    expect(first.status).toBe("done");
    expect(await scene.send(marketing())).toMatchObject({ code: "frequency_cap" });
    const yesterday = new Date(Date.now() - 25 * HOUR);
    await transact(scene.workspace.actor, (tx) =>
      tx.message.update({ where: { id: first.messageId ?? "" }, data: { at: yesterday } }),
    );
    expect((await scene.send(marketing())).status).toBe("done");
  });
});

describe("an account's rate", () => {
  test("gives each message a place of its own, a second's worth at once", async () => {
    await updateChannelAccount(scene.workspace.actor, scene.account.id, { sending: { perSecond: 2 } });
    const journeyId = await scene.makeJourney();
    const contacts = await Promise.all(Array.from({ length: 6 }, () => scene.makeContact()));
    const commands = contacts.map(({ contactId }) => scene.fromRun(journeyId, contactId));
    const outcomes = await Promise.all(commands.map(scene.send));
    const later = outcomes.filter((outcome) => outcome.status === "later");
    expect(outcomes.length - later.length).toBeLessThanOrEqual(3);
    const places = later.map(({ at }) => at).sort((left, right) => left - right);
    for (const [index, at] of places.entries()) {
      if (index > 0) expect(at - (places[index - 1] ?? 0)).toBeGreaterThanOrEqual(499);
    }
    expect(later[0]).toMatchObject({
      code: "rate_limit",
      reason: "This SMS account sends 2 messages a second at most",
    });
  });

  test("keeps the place that a run was given", async () => {
    await updateChannelAccount(scene.workspace.actor, scene.account.id, { sending: { perSecond: 0.01 } });
    const journeyId = await scene.makeJourney();
    const [first, second] = [await scene.makeContact(), await scene.makeContact()];
    expect((await scene.send(scene.fromRun(journeyId, first.contactId))).status).toBe("done");
    const command = scene.fromRun(journeyId, second.contactId);
    const put = await scene.send(command);
    expect(put).toMatchObject({ status: "later", code: "rate_limit" });
    const at = put.status === "later" ? put.at : 0;
    const early = { code: "rate_limit", at, since: Date.now() };
    expect(await scene.send({ ...command, run: { ...command.run, putOff: early } })).toMatchObject({ at });
    const due = { ...early, at: Date.now() };
    const sent = await scene.send({ ...command, run: { ...command.run, putOff: due } });
    expect(sent.status).toBe("done");
  });
});

describe("a budget", () => {
  test("of messages an hour gives what is over it a place in the hours to come, and tells the owner once", async () => {
    const journeyId = await scene.makeJourney("Nudges", scene.admin.userId);
    const contacts = await Promise.all(Array.from({ length: 7 }, () => scene.makeContact()));
    const outcomes = await Promise.all(
      contacts.map(({ contactId }) => scene.send(scene.fromRun(journeyId, contactId, { sendsPerHour: 3 }))),
    );
    expect(outcomes.filter(({ status }) => status === "done")).toHaveLength(3);
    const hours = outcomes.flatMap((outcome) =>
      outcome.status === "later" ? [Math.round((outcome.at - Date.now()) / HOUR)] : [],
    );
    expect(hours.sort()).toEqual([1, 1, 1, 2]);
    const { data } = await listNotifications(scene.admin, { limit: 50 });
    expect(data.filter(({ text }) => text.includes("Nudges")).map(({ text }) => text)).toEqual([
      "“Nudges” has used up its budget: 3 messages an hour",
    ]);
  });

  test("counts a message once that is put off again for another reason", async () => {
    await updateChannelAccount(scene.workspace.actor, scene.account.id, { sending: { perSecond: 0.01 } });
    const journeyId = await scene.makeJourney();
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => scene.makeContact()));
    const command = (contactId = "") => scene.fromRun(journeyId, contactId, { sendsPerHour: 2 });
    expect((await scene.send(command(first?.contactId))).status).toBe("done");
    const again = command(second?.contactId);
    const put = await scene.send(again);
    expect(put).toMatchObject({
      status: "later",
      code: "rate_limit",
      reserved: { sends: expect.any(Number) },
    });
    await transact(scene.workspace.actor, (tx) => tx.accountPace.deleteMany());
    const { reserved = {} } = put.status === "later" ? put : {};
    const putOff = { code: "floor", at: Date.now(), since: Date.now(), reserved };
    expect((await scene.send({ ...again, run: { ...again.run, putOff } })).status).toBe("done");
    expect(await scene.send(command(third?.contactId))).toMatchObject({ status: "later", code: "budget" });
  });

  test("of money counts the parts of each message at the account's price", async () => {
    const price = { amount: 0.4, currency: "EUR" };
    await updateChannelAccount(scene.workspace.actor, scene.account.id, { sending: { price } });
    const journeyId = await scene.makeJourney();
    const cost = { amount: 1, currency: "EUR", per: "P30D" };
    const send = async (text: string, currency = "EUR") => {
      const { contactId } = await scene.makeContact();
      return scene.send(scene.fromRun(journeyId, contactId, { cost: { ...cost, currency } }, { text }));
    };
    expect((await send("x".repeat(200))).status).toBe("done");
    expect(await send("short")).toMatchObject({
      status: "suppressed",
      code: "budget",
      reason: "Over the journey's budget: 1 EUR in 30 days",
    });
    expect((await send("short", "USD")).status).toBe("done");
  });
});
