import { useQueryClient } from "@tanstack/react-query";
import { useViewer } from "#components/shell/viewer.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import { fillReply } from "./fill-reply.ts";

/** Fills in a canned reply's variables for a conversation and whoever answers it. */
export function useFillReply(conversation: Conversation): (text: string) => Promise<string> {
  const client = useQueryClient();
  const agent = useViewer();
  return (text) => fillReply(client, text, { conversation, agent });
}
