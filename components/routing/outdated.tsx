/** Said of a trial whose rules have been changed since. */
export function Outdated() {
  return (
    <p role="status" className="mt-4 rounded-md bg-warning-soft px-3 py-2 text-warning">
      The rules have changed since. Ask again to see what they do now.
    </p>
  );
}
