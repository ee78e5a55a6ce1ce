import { Skeleton } from '@mantine/core'
import { useEffect, useState } from 'react'

/** True after 200 ms, so that fast answers show nothing in between. */
function useSlow(): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 200)
    return () => clearTimeout(timer)
  }, [])
  return slow
}

export function RowsSkeleton({ rows = 8, height = 37 }: { rows?: number; height?: number }) {
  const slow = useSlow()
  return (
    <div role="status" aria-label="Loading" style={{ opacity: slow ? 1 : 0 }}>
      {Array.from({ length: rows }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          key={index}
          style={{
            height,
            display: 'grid',
            gridTemplateColumns: '2fr 1fr 1fr',
            gap: 24,
            alignItems: 'center',
            borderBottom: '1px solid var(--line)',
          }}
        >
          <Skeleton height={9} width={`${60 + ((index * 17) % 35)}%`} />
          <Skeleton height={9} width={`${40 + ((index * 29) % 40)}%`} />
          <Skeleton height={9} width="35%" />
        </div>
      ))}
    </div>
  )
}

export function BlockSkeleton({ lines = 4 }: { lines?: number }) {
  const slow = useSlow()
  return (
    <div role="status" aria-label="Loading" style={{ opacity: slow ? 1 : 0, maxWidth: 560 }}>
      <Skeleton height={14} width="40%" mb={18} />
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <Skeleton key={index} height={9} mb={12} width={`${95 - ((index * 23) % 40)}%`} />
      ))}
    </div>
  )
}
