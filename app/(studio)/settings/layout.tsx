import type { Metadata } from "next";
import type { ReactNode } from "react";
import { SettingsNav } from "#components/settings/settings-nav.tsx";
import { Page } from "#components/shell/page.tsx";

export const metadata: Metadata = { title: "Settings" };

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <Page title="Settings" toolbar={<SettingsNav />}>
      {children}
    </Page>
  );
}
