// A process that works with one library: fills it, or tells how long a question of the inbox takes.
import { QUESTIONS, type Subjects } from "#bench/inbox/questions.ts";
import { seedMany } from "#prisma/bulk/seed-many.ts";
import { makeRandom } from "#prisma/demo/random.ts";
import { type SystemActor, systemActor } from "#server/access/actor.ts";
import { listWorkspaces } from "#server/platform/cross-workspace.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";

export type Order =
  | { do: "fill"; ownerUrl: string; conversations: number }
  | { do: "ask"; question: string; times: number }
  | { do: "stop" };

/** Milliseconds of each time that it was asked. */
export interface Answer {
  times: number[];
}

let known: { actor: SystemActor; subjects: Subjects } | undefined;

process.on("message", (order: Order) => {
  work(order).then(
    (answer) => (process.connected ? process.send?.(answer) : undefined),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function work(order: Order): Promise<Answer> {
  if (order.do === "fill") {
    const { ownerUrl, conversations } = order;
    await seedMany(ownerUrl, { conversations, messages: conversations * 10, tell: console.log });
  } else if (order.do === "ask") {
    return { times: await ask(order.question, order.times) };
  } else {
    await closeDatabase();
    process.disconnect();
  }
  return { times: [] };
}

async function ask(name: string, times: number): Promise<number[]> {
  const question = QUESTIONS[name];
  if (!question) throw new Error(`There is no question “${name}”`);
  known ??= await findSubjects();
  const took: number[] = [];
  for (let count = 0; count < times; count++) {
    const begun = performance.now();
    await question(known.actor, known.subjects);
    took.push(performance.now() - begun);
  }
  return took;
}

async function findSubjects(): Promise<{ actor: SystemActor; subjects: Subjects }> {
  const [workspace] = await listWorkspaces();
  const actor = systemActor(workspace?.workspaceId ?? "", "bench");
  return transact(actor, async (tx) => {
    const users = await tx.user.findMany({ select: { id: true } });
    const conversations = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM conversations TABLESAMPLE SYSTEM (1) ORDER BY random() LIMIT 500`;
    const conversationIds = conversations.map(({ id }) => id);
    return {
      actor,
      subjects: { userIds: users.map(({ id }) => id), conversationIds, random: makeRandom(3) },
    };
  });
}
