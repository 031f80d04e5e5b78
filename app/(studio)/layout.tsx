import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { NAV_COOKIE } from "#components/shell/nav-cookie.ts";
import { StudioFrame } from "#components/shell/studio-frame.tsx";
import { currentViewer } from "#server/access/current-viewer.ts";

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const viewer = await currentViewer();
  if (!viewer) redirect("/sign-in");
  const navCollapsed = (await cookies()).get(NAV_COOKIE)?.value === "folded";
  return (
    <StudioFrame viewer={viewer} navCollapsed={navCollapsed}>
      {children}
    </StudioFrame>
  );
}
