import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'

export function NotFoundScreen() {
  return (
    <EmptyState
      icon={IconMapOff}
      title="Page not found"
      action={
        <Button component={Link} to="/projects">
          Go to projects
        </Button>
      }
    >
      The link may be out of date, or the page was deleted.
    </EmptyState>
  )
}
