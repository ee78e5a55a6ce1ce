import { Drawer } from '@mantine/core'
import { Sidebar } from './Sidebar.tsx'

interface Props {
  opened: boolean
  onClose: () => void
}

export function SidebarDrawer({ opened, onClose }: Props) {
  return (
    <Drawer.Root opened={opened} onClose={onClose} size={264}>
      <Drawer.Overlay backgroundOpacity={0.35} />
      <Drawer.Content aria-label="Menu">
        <Drawer.Body p={0}>
          <Sidebar onNavigate={onClose} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
