import type { Metadata } from "next";
import { redirect } from "next/navigation";

export const metadata: Metadata = { title: "Inbox" };

interface InboxPageProps {
  params: Promise<{ conversation?: string[] }>;
}

/** The layout shows the inbox; an address with more than a conversation leads to the conversation. */
export default async function InboxPage({ params }: InboxPageProps) {
  const { conversation = [] } = await params;
  if (conversation.length > 1) redirect(`/inbox/${conversation[0]}`);
  return null;
}
