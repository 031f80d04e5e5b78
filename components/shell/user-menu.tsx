"use client";
import { Keyboard, LogOut, Monitor, Moon, Palmtree, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import { useTheme } from "next-themes";
import { useAllowed, useViewer } from "#components/shell/viewer.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Menu, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from "#components/ui/menu.tsx";

const THEMES = [
  { value: "light", name: "Light", icon: Sun },
  { value: "dark", name: "Dark", icon: Moon },
  { value: "system", name: "As the system", icon: Monitor },
];

export function leave(): void {
  void signOut({ callbackUrl: "/sign-in" });
}

/** Who is signed in; theme, out of office, help, sign out. */
export function UserMenu({ collapsed, onHelp }: { collapsed?: boolean; onHelp: () => void }) {
  const viewer = useViewer();
  const { theme, setTheme } = useTheme();
  const router = useRouter();
  const mayReply = useAllowed("conversations.reply");
  return (
    <Menu
      align="start"
      side="top"
      className="w-56"
      trigger={
        <button
          type="button"
          className={classNames(
            "flex h-9 items-center gap-2 rounded-md transition-colors hover:bg-hover",
            collapsed ? "w-8 justify-center" : "w-full px-1.5",
          )}
        >
          <Avatar name={viewer.name} size="small" />
          <span className={collapsed ? "sr-only" : "flex-1 truncate text-left font-medium"}>
            {viewer.name}
          </span>
          <span className="sr-only">: theme, out of office, help, sign out</span>
        </button>
      }
    >
      <div className="px-2 pt-1.5 pb-2">
        <p className="truncate font-medium">{viewer.name}</p>
        <p className="truncate text-ink-faint text-xs">{viewer.email}</p>
        <p className="text-ink-faint text-xs capitalize">{viewer.role}</p>
      </div>
      <MenuSeparator />
      <MenuLabel>Theme</MenuLabel>
      <MenuChoices
        label="Theme"
        value={theme ?? "system"}
        onValueChange={setTheme}
        options={THEMES.map(({ value, name, icon: Icon }) => ({
          value,
          label: (
            <>
              <Icon className="text-ink-muted" aria-hidden />
              {name}
            </>
          ),
        }))}
      />
      <MenuSeparator />
      {mayReply && (
        <MenuItem icon={<Palmtree aria-hidden />} onSelect={() => router.push("/settings/out-of-office")}>
          Out of office
        </MenuItem>
      )}
      <MenuItem icon={<Keyboard aria-hidden />} onSelect={onHelp}>
        Keyboard shortcuts
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden />} onSelect={leave}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
