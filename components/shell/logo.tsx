/** The mark: one line through three points. Takes the colour of the text around it. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden className={className}>
      <path
        d="M3 17.5c4.2 0 4.6-5.5 9-5.5s4.8-5.5 9-5.5"
        stroke="currentColor"
        strokeWidth="2.25"
        strokeLinecap="round"
      />
      <circle cx="12" cy="12" r="3.25" fill="currentColor" />
      <circle cx="3.75" cy="17.5" r="2" fill="currentColor" />
      <circle cx="20.25" cy="6.5" r="2" fill="currentColor" />
    </svg>
  );
}
