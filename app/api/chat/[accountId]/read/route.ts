import { visitorReadSchema } from "#channels/webchat/protocol.ts";
import {
  answerChat,
  answerPreflight,
  type ChatContext,
  chatBody,
  visitorOf,
} from "#server/channels/webchat/answer-chat.ts";
import { markVisitorRead } from "#server/channels/webchat/mark-visitor-read.ts";

export const dynamic = "force-dynamic";
export const OPTIONS = answerPreflight;

/** Tells how far the visitor has read. */
export function POST(request: Request, context: ChatContext): Promise<Response> {
  return answerChat(request, context, async (account) => {
    const visitor = visitorOf(request, account);
    const { messageId } = await chatBody(request, visitorReadSchema);
    await markVisitorRead(account, visitor, messageId);
    return Response.json({ ok: true });
  });
}
