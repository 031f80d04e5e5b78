import type { Metadata } from "next";
import { IntentList } from "#components/intents/intent-list.tsx";
import { TryIntents } from "#components/intents/try-intents.tsx";

export const metadata: Metadata = { title: "Intents" };

export default function Intents() {
  return (
    <>
      <IntentList />
      <TryIntents />
    </>
  );
}
