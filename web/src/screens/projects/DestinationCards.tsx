// Where on the site the pages go, as one choice of few.
import {
  type Icon,
  IconArticle,
  IconBriefcase,
  IconCalendar,
  IconDatabase,
  IconShoppingBag,
  IconWorld,
} from '@tabler/icons-react'
import type { Connection } from '../../../../src/api/connection.ts'
import type { Destination } from '../../../../src/api/destination.ts'
import { Tag } from '../../ui/Status.tsx'
import classes from './Projects.module.css'

interface Props {
  destinations: Destination[]
  chosen: string | undefined
  connection: Connection | undefined
  onChoose: (id: string) => void
}

const icons: Record<Destination['icon'], Icon> = {
  article: IconArticle,
  database: IconDatabase,
  bag: IconShoppingBag,
  calendar: IconCalendar,
  briefcase: IconBriefcase,
  world: IconWorld,
}

/** Whether the site is known to lack the app of Wix that a destination needs. */
function isMissing({ app }: Destination, connection: Connection | undefined): boolean {
  return connection?.apps.some(({ id, state }) => id === app.id && state === 'no') ?? false
}

export function DestinationCards({ destinations, chosen, connection, onChoose }: Props) {
  return (
    <fieldset className={classes.cards}>
      <legend className="sr-only">Published as</legend>
      {destinations.map((destination) => {
        const Sign = icons[destination.icon]
        return (
          <label key={destination.id} className={classes.card}>
            <input
              type="radio"
              name="destination"
              value={destination.id}
              checked={destination.id === chosen}
              onChange={() => onChoose(destination.id)}
            />
            <span className={classes.cardIcon}>
              <Sign size={17} stroke={1.7} aria-hidden />
            </span>
            <span className={classes.cardText}>
              <b>
                {destination.name}
                {isMissing(destination, connection) && <Tag tone="warn">Not on this site</Tag>}
              </b>
              <span>{destination.description}</span>
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}
