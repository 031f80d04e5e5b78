"use client";
import { useEffect, useRef } from "react";

/** Keys as `KeyboardEvent.key` in lower case; two with a space between are pressed one after the other: "g i". */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

const SEQUENCE_TIME = 1_000;

/** Whether keys go into a text, so that shortcuts must stay still. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

/** Listens for single keys and sequences; silent while someone types, a dialog is open or a modifier is held. */
export function useShortcuts(shortcuts: Shortcuts, enabled = true): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    if (!enabled) return;
    let before = "";
    let beforeAt = 0;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
      const key = event.key.toLowerCase();
      const sequence = event.timeStamp - beforeAt < SEQUENCE_TIME ? `${before} ${key}` : key;
      const run = latest.current[sequence] ?? latest.current[key];
      before = key;
      beforeAt = event.timeStamp;
      if (!run) return;
      event.preventDefault();
      before = "";
      run(event);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [enabled]);
}
