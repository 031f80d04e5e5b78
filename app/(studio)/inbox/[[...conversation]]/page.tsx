import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { InboxScreen } from "#components/inbox/inbox-screen.tsx";

export const metadata: Metadata = { title: "Inbox" };

interface InboxPageProps {
  params: Promise<{ conversation?: string[] }>;
}

export default async function InboxPage({ params }: InboxPageProps) {
  const { conversation = [] } = await params;
  if (conversation.length > 1) notFound();
  return (
    <Suspense>
      <InboxScreen conversationId={conversation[0] ?? null} />
    </Suspense>
  );
}
