import { CHANNEL_LOOKS, ChannelMark } from "#components/ui/channel-mark.tsx";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table.tsx";
import type { Metric } from "#core/api/metrics.ts";
import { CHANNELS, type Channel } from "#core/channel.ts";

interface ChannelCount {
  channel: Channel;
  count: number;
}

/** How many came over each channel, the most first. */
export function channelCounts(metric: Metric | undefined): ChannelCount[] {
  const counts = (metric?.groups ?? []).flatMap((group) => {
    const channel = CHANNELS.find((each) => each === group.key);
    return channel ? [{ channel, count: group.totals.value ?? group.totals.n }] : [];
  });
  return counts.sort((one, other) => other.count - one.count);
}

/** Bars from zero with their numbers beside them. */
export function ChannelBars({ counts }: { counts: readonly ChannelCount[] }) {
  const most = Math.max(1, ...counts.map(({ count }) => count));
  return (
    <ul className="flex h-full flex-col justify-center gap-3 px-2">
      {counts.map(({ channel, count }) => (
        <li key={channel} className="grid grid-cols-[96px_1fr_48px] items-center gap-2">
          <ChannelMark channel={channel} withName size="small" className="text-xs" />
          <span aria-hidden className="h-3">
            <span
              className="block h-full min-w-0.5 rounded-xs bg-chart"
              style={{ width: `${(count / most) * 100}%` }}
            />
          </span>
          <span className="text-right tabular-nums">{count.toLocaleString()}</span>
        </li>
      ))}
    </ul>
  );
}

export function ChannelTable({ counts }: { counts: readonly ChannelCount[] }) {
  return (
    <Table label="New conversations by channel, as a table">
      <thead>
        <tr>
          <TableHead>Channel</TableHead>
          <TableHead className="text-right">Conversations</TableHead>
        </tr>
      </thead>
      <tbody>
        {counts.map(({ channel, count }) => (
          <TableRow key={channel}>
            <TableCell className="h-8">{CHANNEL_LOOKS[channel].name}</TableCell>
            <TableCell className="h-8 text-right">{count.toLocaleString()}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
