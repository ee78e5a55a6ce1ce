import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'

export function NotFoundScreen() {
  return (
    <EmptyState
      icon={IconMapOff}
      title="There is nothing at this address"
      action={
        <Button component={Link} to="/projects">
          Go to projects
        </Button>
      }
    >
      The link may be old, or what it showed was deleted.
    </EmptyState>
  )
}
