import type { Metadata } from "next";
import { OwnLeave } from "#components/settings/own-leave.tsx";

export const metadata: Metadata = { title: "Out of office" };

export default function OutOfOffice() {
  return <OwnLeave />;
}
