import {
  answerChat,
  answerPreflight,
  type ChatContext,
  limitChat,
  visitorOf,
} from "#server/channels/webchat/answer-chat.ts";
import { tellVisitorTypes } from "#server/channels/webchat/tell-visitor-types.ts";

export const dynamic = "force-dynamic";
export const OPTIONS = answerPreflight;

const TOLD_PER_MINUTE = 60;

/** Tells that the visitor is writing. */
export function POST(request: Request, context: ChatContext): Promise<Response> {
  return answerChat(request, context, async (account) => {
    const visitor = visitorOf(request, account);
    await limitChat("typing", `${account.id} ${visitor.address}`, TOLD_PER_MINUTE);
    await tellVisitorTypes(account, visitor);
    return Response.json({ ok: true });
  });
}
