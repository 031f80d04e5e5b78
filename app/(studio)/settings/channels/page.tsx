import type { Metadata } from "next";
import { ChannelList } from "#components/settings/channel-list.tsx";

export const metadata: Metadata = { title: "Channels" };

export default function Channels() {
  return <ChannelList />;
}
