import { answerChat, answerPreflight, type ChatContext } from "#server/channels/webchat/answer-chat.ts";
import { streamVisitor } from "#server/channels/webchat/stream-visitor.ts";
import { openVisitor } from "#server/channels/webchat/visitor-token.ts";

export const dynamic = "force-dynamic";
export const OPTIONS = answerPreflight;

/** Brings what is said next. An EventSource sends no headers of its own, so the token is in the address. */
export function GET(request: Request, context: ChatContext): Promise<Response> {
  return answerChat(request, context, async (account) => {
    const token = new URL(request.url).searchParams.get("token") ?? "";
    return streamVisitor(request, account, openVisitor(account.id, token));
  });
}
