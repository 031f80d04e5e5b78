import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { conversationsQuerySchema } from "#core/api/conversations.ts";
import type { Page } from "#core/api/page.ts";
import {
  asQuery,
  type createViewSchema,
  type patchViewSchema,
  VIEW_COUNT_LIMIT,
  type View,
  type viewsQuerySchema,
} from "#core/api/views.ts";
import { AppError } from "#core/errors.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize, can } from "#server/access/actor.ts";
import { type ConversationFilters, conversationWhere } from "#server/conversations/conversation-where.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

const include = { user: { select: { id: true, name: true } } } satisfies Prisma.SavedViewInclude;
type ViewRow = Prisma.SavedViewGetPayload<{ include: typeof include }>;
type Filters = View["filters"];

/** One's own views and those that are shared, in the order of making; `position` is theirs to be shown in. */
export async function listViews(actor: Actor, query: z.output<typeof viewsQuerySchema>): Promise<Page<View>> {
  authorize(actor, "conversations.view");
  const { where, ...page } = idPage(query, "asc");
  return transact(actor, async (tx) => {
    const rows = await tx.savedView.findMany({ ...page, where: { AND: [where, visible(actor)] }, include });
    const { data, nextCursor } = toIdPage(query, rows, (row) => row);
    const views: View[] = [];
    for (const row of data) {
      views.push(
        toView(actor, row, query.counts ? await countView(tx, actor, row.filters as Filters) : null),
      );
    }
    return { data: views, nextCursor };
  });
}

/** A view, with how many conversations are in it. @throws AppError not_found */
export async function getView(actor: Actor, id: string): Promise<View> {
  authorize(actor, "conversations.view");
  return transact(actor, async (tx) => {
    const row = await requireView(tx, actor, id);
    return toView(actor, row, await countView(tx, actor, row.filters as Filters));
  });
}

/** Keeps a view of one's own. Only who manages conversations shares one with everybody. */
export async function createView(actor: Actor, given: z.output<typeof createViewSchema>): Promise<View> {
  authorize(actor, "conversations.view");
  if (actor.kind !== "user")
    throw new AppError("forbidden", "A view belongs to a person; this is an API key.");
  if (given.isShared) authorize(actor, "conversations.manage");
  const { userId, workspaceId } = actor;
  const id = uuidv7();
  await transact(actor, async (tx) => {
    const last = await tx.savedView.aggregate({
      where: { userId, screen: "inbox" },
      _max: { position: true },
    });
    const { name, filters, isShared, position = (last._max.position ?? -1) + 1 } = given;
    await tx.savedView.create({ data: { id, workspaceId, userId, name, filters, isShared, position } });
  });
  return getView(actor, id);
}

/** Changes a view of one's own, or a shared one where one manages conversations. */
export async function patchView(
  actor: Actor,
  id: string,
  given: z.output<typeof patchViewSchema>,
): Promise<View> {
  await transact(actor, async (tx) => {
    const row = await requireView(tx, actor, id);
    requireOwn(actor, row);
    if (given.isShared !== undefined && given.isShared !== row.isShared)
      authorize(actor, "conversations.manage");
    await tx.savedView.update({ where: { id }, data: given });
  });
  return getView(actor, id);
}

export async function deleteView(actor: Actor, id: string): Promise<void> {
  await transact(actor, async (tx) => {
    requireOwn(actor, await requireView(tx, actor, id));
    await tx.savedView.delete({ where: { id } });
  });
}

/** A view's filters as the query of the conversations' list. @throws AppError invalid_input */
export function filtersOf(filters: Filters): ConversationFilters {
  const { cursor: _, limit: __, ...known } = conversationsQuerySchema.shape;
  const read = z.object(known).safeParse(asQuery(filters));
  if (!read.success) throw new AppError("invalid_input", `filters: ${z.prettifyError(read.error)}`);
  return read.data;
}

async function countView(tx: Transaction, actor: Actor, filters: Filters): Promise<number> {
  const where = await conversationWhere(tx, actor, filtersOf(filters));
  const most = VIEW_COUNT_LIMIT;
  return (await tx.conversation.findMany({ where, select: { id: true }, take: most })).length;
}

function visible(actor: Actor): Prisma.SavedViewWhereInput {
  const own = actor.kind === "user" ? [{ userId: actor.userId }] : [];
  return { screen: "inbox", OR: [{ isShared: true }, ...own] };
}

async function requireView(tx: Transaction, actor: Actor, id: string): Promise<ViewRow> {
  const row = await tx.savedView.findFirst({ where: { AND: [{ id }, visible(actor)] }, include });
  if (!row) throw new AppError("not_found", "There is no such view.");
  return row;
}

function requireOwn(actor: Actor, row: ViewRow): void {
  if (actor.kind === "user" && actor.userId === row.userId) return;
  if (!can(actor, "conversations.manage")) {
    throw new AppError("forbidden", `This view is ${row.user.name}'s. Save one of your own beside it.`);
  }
}

function toView(actor: Actor, row: ViewRow, count: number | null): View {
  return {
    id: row.id,
    name: row.name,
    filters: row.filters as Filters,
    isShared: row.isShared,
    owner: row.user,
    isOwn: actor.kind === "user" && actor.userId === row.userId,
    position: row.position,
    count,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
