import { Button } from '@mantine/core'

export const Remove = ({ onRemove, children }: { onRemove: () => void; children: string }) => (
  <Button size="xs" variant="subtle" color="red" onClick={onRemove}>
    {children}
  </Button>
)
