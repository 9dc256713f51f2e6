/** The mark of the Aldermoor Portal: a roof, and a light in it. */
export function Mark({ size }: { size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden
      focusable={false}
    >
      <rect width="32" height="32" rx="8" fill="#1f6f5c" />
      <path d="M7 24 16 7l9 17h-5.2L16 16.6 12.2 24Z" fill="#ffffff" />
      <circle cx="16" cy="22.4" r="2.1" fill="#f4c152" />
    </svg>
  );
}
