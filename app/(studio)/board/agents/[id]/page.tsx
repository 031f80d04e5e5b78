import type { Metadata } from "next";
import { FiguresPage } from "#components/board/figures-page.tsx";

export const metadata: Metadata = { title: "Agent" };

export default async function Agent({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <FiguresPage kind="agent" id={id} />;
}
