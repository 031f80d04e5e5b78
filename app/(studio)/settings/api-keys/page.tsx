import type { Metadata } from "next";
import { ApiKeyList } from "#components/settings/api-key-list.tsx";

export const metadata: Metadata = { title: "API keys" };

export default function ApiKeys() {
  return <ApiKeyList />;
}
