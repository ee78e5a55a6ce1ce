import {
  IconDatabase,
  IconFileText,
  IconHelp,
  IconLayoutGrid,
  IconPlayerPlay,
  IconPlug,
  IconSettings,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Logo } from './Logo.tsx'
import classes from './Shell.module.css'

const places = [
  { to: '/projects', label: 'Projects', icon: IconLayoutGrid },
  { to: '/data', label: 'Data', icon: IconDatabase },
  { to: '/templates', label: 'Templates', icon: IconFileText },
  { to: '/connections', label: 'Connections', icon: IconPlug },
  { to: '/runs', label: 'Runs', icon: IconPlayerPlay },
  { to: '/settings', label: 'Settings', icon: IconSettings },
  { to: '/help', label: 'Help', icon: IconHelp },
] as const

export function Sidebar({ onNavigate }: { onNavigate?: () => void }) {
  return (
    <div className={classes.sidebar}>
      <Link to="/projects" className={classes.brand} onClick={onNavigate}>
        <Logo />
        <span>SEOmatic</span>
      </Link>
      <nav aria-label="Main" className={classes.nav}>
        {places.map(({ to, label, icon: Sign }) => (
          <Link
            key={to}
            to={to}
            className={classes.link}
            activeProps={{ 'data-active': true }}
            onClick={onNavigate}
          >
            <Sign size={16} stroke={1.7} aria-hidden />
            {label}
          </Link>
        ))}
      </nav>
    </div>
  )
}
