import type { Metadata } from "next";
import { NotificationSettings } from "#components/notifications/notification-settings.tsx";

export const metadata: Metadata = { title: "Notifications" };

export default function Notifications() {
  return <NotificationSettings />;
}
