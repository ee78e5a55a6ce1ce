import { Button } from '@mantine/core'
import { IconCode } from '@tabler/icons-react'
import { useShownAs } from './useShownAs.ts'

/** From what readers see to the source of that, and back. */
export function SourceButton({ of }: { of: string }) {
  const { isSource, toggle } = useShownAs()
  return (
    <Button
      size="xs"
      variant={isSource ? 'light' : 'subtle'}
      color={isSource ? undefined : 'gray'}
      leftSection={<IconCode size={14} />}
      aria-pressed={isSource}
      aria-label={`Source: ${of}`}
      onClick={toggle}
    >
      Source
    </Button>
  )
}
