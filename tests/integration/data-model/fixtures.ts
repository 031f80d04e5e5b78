import pg from "pg";
import { uuidv7 } from "uuidv7";
import type { Channel } from "#core/channel.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor, UserActor } from "#server/access/actor.ts";
import { systemActor } from "#server/access/actor.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** A workspace of a test's own, with an admin in whose name things are done. */
export interface TestWorkspace {
  workspaceId: string;
  actor: Actor;
  admin: UserActor;
}

export async function createWorkspace(): Promise<TestWorkspace> {
  const workspaceId = uuidv7();
  const actor = systemActor(workspaceId, "test");
  await transact(actor, (tx) =>
    tx.workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Clinic" } }),
  );
  const userId = await createUser(workspaceId, "Ada Admin", "admin");
  const admin: UserActor = {
    kind: "user",
    workspaceId,
    userId,
    role: "admin",
    teamIds: [],
    visibility: null,
  };
  return { workspaceId, actor, admin };
}

export async function createUser(
  workspaceId: string,
  name: string,
  role: Prisma.UserUncheckedCreateInput["role"] = "agent",
): Promise<string> {
  const id = uuidv7();
  const email = `${id}@clinic.example`;
  await transact({ workspaceId }, (tx) => tx.user.create({ data: { id, workspaceId, email, name, role } }));
  return id;
}

export async function createAccount(workspaceId: string, type: Channel): Promise<string> {
  const id = uuidv7();
  const data = { id, workspaceId, type, provider: "emulator", key: `${type}_${id.slice(-12)}`, name: type };
  await transact({ workspaceId }, (tx) => tx.channelAccount.create({ data }));
  return id;
}

export async function createContact(
  workspaceId: string,
  fields: Partial<Prisma.ContactUncheckedCreateInput> = {},
): Promise<string> {
  const id = uuidv7();
  await transact({ workspaceId }, (tx) => tx.contact.create({ data: { id, workspaceId, ...fields } }));
  return id;
}

/** An address with the contacts it is linked to. */
export async function createIdentity(
  workspaceId: string,
  identity: Pick<Prisma.IdentityUncheckedCreateInput, "kind" | "channel" | "address" | "scope">,
  links: Pick<Prisma.IdentityLinkUncheckedCreateInput, "contactId" | "kind" | "isDefault" | "relationship">[],
): Promise<string> {
  const id = uuidv7();
  await transact({ workspaceId }, async (tx) => {
    await tx.identity.create({ data: { id, workspaceId, ...identity } });
    for (const link of links)
      await tx.identityLink.create({ data: { id: uuidv7(), workspaceId, identityId: id, ...link } });
  });
  return id;
}

export async function createConversation(
  workspaceId: string,
  fields: { contactId: string; channel: Channel } & Partial<Prisma.ConversationUncheckedCreateInput>,
): Promise<string> {
  const id = uuidv7();
  const data = { id, workspaceId, startedChannel: fields.channel, lastActivityAt: new Date(), ...fields };
  await transact({ workspaceId }, (tx) => tx.conversation.create({ data }));
  return id;
}

export async function createSession(
  workspaceId: string,
  fields: Pick<Prisma.SessionUncheckedCreateInput, "conversationId" | "kind" | "channel"> &
    Partial<Prisma.SessionUncheckedCreateInput>,
): Promise<string> {
  const id = uuidv7();
  const startedAt = fields.startedAt ?? new Date();
  const data = { id, workspaceId, lastActivityAt: startedAt, ...fields, startedAt };
  await transact({ workspaceId }, (tx) => tx.session.create({ data }));
  return id;
}

/** Something said in a session, by the customer unless told otherwise. */
export async function say(
  workspaceId: string,
  sessionId: string,
  text: string,
  fields: Partial<Prisma.MessageUncheckedCreateInput> = {},
): Promise<string> {
  const id = uuidv7();
  await transact({ workspaceId }, async (tx) => {
    const session = await tx.session.findUniqueOrThrow({ where: { id: sessionId } });
    const { conversationId, channel, channelAccountId, identityId } = session;
    const place = { conversationId, sessionId, channel, channelAccountId, identityId };
    const inbound = { direction: "in", authorKind: "customer", status: "received" } as const;
    await tx.message.create({
      data: { id, workspaceId, text, at: new Date(), ...place, ...inbound, ...fields },
    });
  });
  return id;
}

/** What an agent says. */
export function reply(
  workspaceId: string,
  sessionId: string,
  text: string,
  authorId: string,
): Promise<string> {
  return say(workspaceId, sessionId, text, {
    direction: "out",
    authorKind: "agent",
    status: "sent",
    authorId,
  });
}

/** Runs queries as the owner of the tables, past row-level security. */
export async function asOwner<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Reads in a workspace. */
export function inWorkspace<Result>(
  { workspaceId }: Pick<TestWorkspace, "workspaceId">,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return transact({ workspaceId }, work);
}
