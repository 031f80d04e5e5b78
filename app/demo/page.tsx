import { ArrowRight, MessagesSquare } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { findDemoWidget } from "#server/channels/find-demo-widget.ts";

export const metadata: Metadata = { title: "Web chat demo" };
export const dynamic = "force-dynamic";

interface DemoPageProps {
  searchParams: Promise<{ account?: string }>;
}

const STEPS = [
  ["Open the chat", "The button is at the lower right. No sign-in: you are a visitor."],
  ["Write something", "A journey greets you, asks, waits for your answer and listens to how you sound."],
  ["Be the agent", "Sign in to the studio in another window: your words are in the inbox as you send them."],
] as const;

/** A page as a customer's site would be, with the widget on it. `?account=` shows another account's. */
export default async function DemoPage({ searchParams }: DemoPageProps) {
  const { account } = await searchParams;
  const demo = await findDemoWidget();
  const accountId = account ?? demo?.accountId;
  if (!accountId)
    return (
      <main className="flex min-h-dvh items-center justify-center">
        <EmptyState icon={<MessagesSquare />} title="No demo chat here">
          This workspace was started without demo content. Add a web-chat channel under Settings, then open
          this page with its id: /demo?account=ID
        </EmptyState>
      </main>
    );
  return (
    <main className="mx-auto flex min-h-dvh max-w-2xl flex-col justify-center px-6 py-16 md:max-2xl:mx-16 md:max-2xl:max-w-lg lg:max-2xl:max-w-2xl">
      <p className="font-medium text-accent-text">{demo?.workspaceName ?? "Your site"}</p>
      <h1 className="mt-2 font-semibold text-2xl">Talk to us, on whichever channel suits you</h1>
      <p className="mt-3 text-ink-muted text-reading">
        This page stands for your own site. The chat on it is the real widget, and what you write runs through
        the journeys that are live in the studio.
      </p>
      <ol className="mt-8 flex flex-col gap-4">
        {STEPS.map(([title, text], index) => (
          <li key={title} className="flex gap-3">
            <span className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft font-medium text-accent-text text-xs">
              {index + 1}
            </span>
            <span>
              <span className="block font-medium text-base">{title}</span>
              <span className="text-ink-muted text-reading">{text}</span>
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-8">
        <Link
          href="/inbox"
          className="inline-flex items-center gap-1 font-medium text-accent-text underline-offset-2 hover:underline"
        >
          Open the studio
          <ArrowRight className="size-4" aria-hidden />
        </Link>
      </p>
      <script async src="/widget.js" data-account={accountId} />
    </main>
  );
}
