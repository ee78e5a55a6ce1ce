export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#4b4acf" />
      <path d="M9 10.5h14M9 16h9M9 21.5h5" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="21.5" cy="21" r="2.6" fill="#fff" />
    </svg>
  )
}
