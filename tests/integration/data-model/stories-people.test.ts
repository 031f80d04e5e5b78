import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { speakerOf, verificationLevelAt } from "#core/conversation/identity-links.ts";
import { mergeContacts, unmergeContacts } from "#server/contacts/merge-contacts.ts";
import { closeDatabase } from "#server/platform/database.ts";
import {
  createAccount,
  createContact,
  createConversation,
  createIdentity,
  createSession,
  createWorkspace,
  inWorkspace,
  say,
  type TestWorkspace,
} from "#tests/integration/data-model/fixtures.ts";

let workspace: TestWorkspace;
let workspaceId: string;

beforeEach(async () => {
  workspace = await createWorkspace();
  workspaceId = workspace.workspaceId;
});

afterAll(closeDatabase);

const phone = (address: string) => ({ kind: "phone", channel: "sms", address }) as const;

function linksOf(identityId: string) {
  return inWorkspace(workspace, (tx) => tx.identityLink.findMany({ where: { identityId } }));
}

describe("two people who share a number", () => {
  it("are both known by it, and the one it is not by default can be told afterwards", async () => {
    const [ines, jon] = [
      await createContact(workspaceId, { name: "Ines" }),
      await createContact(workspaceId, { name: "Jon" }),
    ];
    const identityId = await createIdentity(workspaceId, phone("+4930222"), [
      { contactId: ines, kind: "shared", isDefault: true },
      { contactId: jon, kind: "shared", isDefault: false },
    ]);
    const speaker = speakerOf(await linksOf(identityId));
    expect(speaker).toEqual({ contactId: ines, aboutContactId: null, alternatives: [jon] });

    const conversationId = await createConversation(workspaceId, { contactId: ines, channel: "sms" });
    const session = await createSession(workspaceId, {
      conversationId,
      kind: "exchange",
      channel: "sms",
      identityId,
    });
    await say(workspaceId, session, "This is Jon", { authorId: ines });
    await inWorkspace(workspace, async (tx) => {
      await tx.conversation.update({ where: { id: conversationId }, data: { contactId: jon } });
      await tx.message.updateMany({ where: { conversationId, authorId: ines }, data: { authorId: jon } });
    });
    const count = (contactId: string) =>
      inWorkspace(workspace, (tx) => tx.conversation.count({ where: { contactId } }));
    expect([await count(ines), await count(jon)]).toEqual([0, 1]);
  });

  it("share one consent, since it is the address that is written to", async () => {
    const contacts = [await createContact(workspaceId), await createContact(workspaceId)];
    const links = contacts.map((contactId, index) => ({
      contactId,
      kind: "shared" as const,
      isDefault: index === 0,
    }));
    const identityId = await createIdentity(workspaceId, phone("+4930223"), links);
    const consent = {
      workspaceId,
      identityId,
      channel: "sms",
      purpose: "marketing",
      state: "denied",
    } as const;
    const add = () =>
      inWorkspace(workspace, (tx) =>
        tx.consent.create({ data: { id: uuidv7(), source: "stop_word", since: new Date(), ...consent } }),
      );
    await add();
    await expect(add(), "one state per address, channel and purpose").rejects.toThrow(/[Uu]nique/);
  });

  it("part when the number changes hands, and the past stays whose it was", async () => {
    const [before, after] = [await createContact(workspaceId), await createContact(workspaceId)];
    const identityId = await createIdentity(workspaceId, phone("+4930224"), [
      { contactId: before, kind: "self" },
    ]);
    const conversationId = await createConversation(workspaceId, { contactId: before, channel: "sms" });
    await inWorkspace(workspace, async (tx) => {
      await tx.identityLink.updateMany({ where: { identityId }, data: { endedAt: new Date() } });
      await tx.identityLink.create({ data: { id: uuidv7(), workspaceId, identityId, contactId: after } });
    });
    expect(speakerOf(await linksOf(identityId)).contactId).toBe(after);
    const old = await inWorkspace(workspace, (tx) =>
      tx.conversation.findUniqueOrThrow({ where: { id: conversationId } }),
    );
    expect(old.contactId).toBe(before);
  });
});

describe("a parent who writes for three patients", () => {
  it("has one number and one profile, and a conversation about each child", async () => {
    const parent = await createContact(workspaceId, { name: "Maria" });
    const children: string[] = [];
    for (const name of ["Ana", "Ben", "Cleo"]) children.push(await createContact(workspaceId, { name }));
    const identityId = await createIdentity(workspaceId, phone("+4930333"), [
      { contactId: parent, kind: "self", isDefault: true },
      ...children.map((contactId) => ({
        contactId,
        kind: "proxy" as const,
        isDefault: false,
        relationship: "parent",
      })),
    ]);
    const speaker = speakerOf(await linksOf(identityId));
    expect(speaker.contactId).toBe(parent);
    expect(speaker.aboutContactId, "with three, nobody is guessed").toBeNull();
    expect(speaker.alternatives.sort()).toEqual([...children].sort());

    for (const child of children) {
      const about = { contactId: parent, aboutContactId: child, channel: "sms" } as const;
      const conversationId = await createConversation(workspaceId, about);
      const joined = {
        id: uuidv7(),
        workspaceId,
        conversationId,
        kind: "customer",
        joinedAt: new Date(),
      } as const;
      await inWorkspace(workspace, (tx) =>
        tx.participant.create({ data: { ...joined, contactId: parent, speaksForId: child, identityId } }),
      );
      const appointment = {
        id: uuidv7(),
        workspaceId,
        contactId: child,
        type: "appointment",
        startsAt: new Date(),
      };
      await inWorkspace(workspace, (tx) => tx.record.create({ data: appointment }));
    }
    const family = await inWorkspace(workspace, (tx) =>
      tx.contact.findMany({
        where: { id: { in: children } },
        include: { conversations: true, conversationsAbout: true, records: true, spokenFor: true },
      }),
    );
    for (const child of family) {
      expect(child.conversations, "the child never wrote").toHaveLength(0);
      expect(child).toMatchObject({
        conversationsAbout: [{ contactId: parent }],
        records: [{}],
        spokenFor: [{}],
      });
    }
  });

  it("can have messages about another child split off into a conversation of their own", async () => {
    const parent = await createContact(workspaceId);
    const child = await createContact(workspaceId);
    const conversationId = await createConversation(workspaceId, { contactId: parent, channel: "sms" });
    const session = await createSession(workspaceId, { conversationId, kind: "exchange", channel: "sms" });
    await say(workspaceId, session, "Ana has a cold");
    const stray = await say(workspaceId, session, "And Ben needs his papers");
    const split = await createConversation(workspaceId, {
      contactId: parent,
      aboutContactId: child,
      channel: "sms",
      splitFromId: conversationId,
      lastPosition: 1,
    });
    const ownSession = await createSession(workspaceId, {
      conversationId: split,
      kind: "exchange",
      channel: "sms",
    });
    await inWorkspace(workspace, (tx) =>
      tx.message.update({
        where: { id: stray },
        data: { conversationId: split, sessionId: ownSession, position: 1 },
      }),
    );
    await say(workspaceId, ownSession, "By Friday please");
    const positions = await inWorkspace(workspace, (tx) =>
      tx.message.findMany({
        where: { conversationId: split },
        orderBy: { position: "asc" },
        select: { position: true },
      }),
    );
    expect(positions).toEqual([{ position: 1 }, { position: 2 }]);
  });

  it("lets a signature speak for the address only as long as it holds", () => {
    const link = {
      verificationLevel: 2,
      verificationExpiresAt: new Date("2026-03-02T10:00:00Z"),
      endedAt: null,
    };
    expect(verificationLevelAt(link, new Date("2026-03-02T09:59:59Z"))).toBe(2);
    expect(verificationLevelAt(link, new Date("2026-03-02T10:00:00Z"))).toBe(0);
  });
});

describe("a merge that is undone", () => {
  async function person(name: string, address: string, extra: object = {}) {
    const contactId = await createContact(workspaceId, { name, ...extra });
    const identityId = await createIdentity(workspaceId, phone(address), [{ contactId, kind: "self" }]);
    const conversationId = await createConversation(workspaceId, { contactId, channel: "sms" });
    await createSession(workspaceId, { conversationId, kind: "exchange", channel: "sms", identityId });
    return { contactId, identityId, conversationId };
  }
  const ownerOf = (conversationId: string) =>
    inWorkspace(workspace, async (tx) => {
      const row = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } });
      return row.contactId;
    });

  it("puts every row back, with what came in since over the addresses that go back", async () => {
    const kept = await person("Ines", "+4930441", { tags: ["vip"], attributes: { city: "Bonn" } });
    const gone = await person("Inés Ruiz", "+4930442", {
      tier: "gold",
      tags: ["new"],
      attributes: { city: "Köln", pet: "cat" },
    });
    const survivorId = kept.contactId;
    const { mergeId } = await mergeContacts(workspace.admin, { survivorId, mergedId: gone.contactId });
    const merged = await inWorkspace(workspace, (tx) =>
      tx.contact.findUniqueOrThrow({ where: { id: survivorId } }),
    );
    expect(merged).toMatchObject({
      name: "Ines",
      tier: "gold",
      tags: ["vip", "new"],
      attributes: { city: "Bonn", pet: "cat" },
    });
    expect(await ownerOf(gone.conversationId)).toBe(survivorId);
    expect(speakerOf(await linksOf(gone.identityId)).contactId).toBe(survivorId);

    const later = async (identityId: string) => {
      const conversationId = await createConversation(workspaceId, { contactId: survivorId, channel: "sms" });
      await createSession(workspaceId, { conversationId, kind: "exchange", channel: "sms", identityId });
      return conversationId;
    };
    const [overTheirs, overOwn] = [await later(gone.identityId), await later(kept.identityId)];
    await inWorkspace(workspace, (tx) =>
      tx.contact.update({ where: { id: survivorId }, data: { locale: "de", tags: { push: "called" } } }),
    );

    await unmergeContacts(workspace.admin, mergeId);
    const owners = [gone.conversationId, overTheirs, kept.conversationId, overOwn].map(ownerOf);
    expect(await Promise.all(owners)).toEqual([gone.contactId, gone.contactId, survivorId, survivorId]);
    expect(speakerOf(await linksOf(gone.identityId)).contactId).toBe(gone.contactId);
    const contacts = await inWorkspace(workspace, (tx) => tx.contact.findMany({ orderBy: { id: "asc" } }));
    expect(contacts).toMatchObject([
      { name: "Ines", tier: null, locale: "de", tags: ["vip", "called"], attributes: { city: "Bonn" } },
      { name: "Inés Ruiz", tier: "gold", tags: ["new"], mergedIntoId: null },
    ]);
    await expect(unmergeContacts(workspace.admin, mergeId)).rejects.toThrow("undone already");
  });

  it("gives both their link back to a number they shared", async () => {
    const [ines, jon] = [await createContact(workspaceId), await createContact(workspaceId)];
    const identityId = await createIdentity(workspaceId, phone("+4930443"), [
      { contactId: ines, kind: "shared", isDefault: false },
      { contactId: jon, kind: "shared", isDefault: true },
    ]);
    const { mergeId } = await mergeContacts(workspace.admin, { survivorId: ines, mergedId: jon });
    expect(speakerOf(await linksOf(identityId))).toEqual({
      contactId: ines,
      aboutContactId: null,
      alternatives: [],
    });
    await unmergeContacts(workspace.admin, mergeId);
    expect(speakerOf(await linksOf(identityId))).toEqual({
      contactId: jon,
      aboutContactId: null,
      alternatives: [ines],
    });
  });

  it("finds its rows again though the survivor was itself merged into a third", async () => {
    const [a, b, c] = [
      await person("A", "+4930451"),
      await person("B", "+4930452"),
      await person("C", "+4930453"),
    ];
    const inner = await mergeContacts(workspace.admin, { survivorId: b.contactId, mergedId: a.contactId });
    const outer = await mergeContacts(workspace.admin, { survivorId: c.contactId, mergedId: b.contactId });
    expect(await ownerOf(a.conversationId)).toBe(c.contactId);
    await unmergeContacts(workspace.admin, inner.mergeId);
    expect(await ownerOf(a.conversationId)).toBe(a.contactId);
    await unmergeContacts(workspace.admin, outer.mergeId);
    const owners = await Promise.all([a, b, c].map(({ conversationId }) => ownerOf(conversationId)));
    expect(owners).toEqual([a.contactId, b.contactId, c.contactId]);
  });

  it("is refused for who may not, for oneself, and for one that is merged already", async () => {
    const [ines, jon, kim] = [
      await createContact(workspaceId),
      await createContact(workspaceId),
      await createContact(workspaceId),
    ];
    const agent = { ...workspace.admin, role: "agent" as const };
    await expect(mergeContacts(agent, { survivorId: ines, mergedId: jon })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(mergeContacts(workspace.admin, { survivorId: ines, mergedId: ines })).rejects.toThrow(
      "with itself",
    );
    await mergeContacts(workspace.admin, { survivorId: ines, mergedId: jon });
    await expect(mergeContacts(workspace.admin, { survivorId: kim, mergedId: jon })).rejects.toThrow(
      "merged into another",
    );
    const elsewhere = await createWorkspace();
    await expect(mergeContacts(elsewhere.admin, { survivorId: ines, mergedId: kim })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

it("keeps an anonymous visitor apart from the person whose number they type", async () => {
  const owner = await createContact(workspaceId, { name: "Ines" });
  await createIdentity(workspaceId, phone("+4930555"), [{ contactId: owner, kind: "self" }]);
  const scope = await createAccount(workspaceId, "webchat");
  const visitor = await createContact(workspaceId);
  const visiting = { kind: "scoped", channel: "webchat", scope, address: "visitor-1" } as const;
  const identityId = await createIdentity(workspaceId, visiting, [{ contactId: visitor, kind: "self" }]);
  const taken = createIdentity(workspaceId, phone("+4930555"), [{ contactId: visitor, kind: "self" }]);
  await expect(taken, "the number is one identity, and it is hers").rejects.toThrow(/[Uu]nique/);
  expect(speakerOf(await linksOf(identityId)).contactId).toBe(visitor);
});
