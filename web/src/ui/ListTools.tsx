// How a list is looked at: saved views, and which columns it shows. The menus are loaded when first needed.
import { Button } from '@mantine/core'
import { IconBookmark, IconColumns3 } from '@tabler/icons-react'
import { type ReactNode, Suspense, useState } from 'react'
import classes from './List.module.css'
import { lazyMenus } from './list-menus.ts'
import type { ColumnChoice } from './useColumns.ts'
import type { ListAddress, ListSearch } from './useListAddress.ts'

export interface ListToolsProps<T, S extends ListSearch> {
  /** Of the list, by which views and columns are kept. */
  name: string
  address: ListAddress<S>
  /** Fields of the address that make up a view. */
  fields: (keyof S & string)[]
  columns: ColumnChoice<T>
}

export function ListTools<T, S extends ListSearch>({ name, address, fields, columns }: ListToolsProps<T, S>) {
  const hasColumns = columns.all.length > 2
  return (
    <span className={classes.tools}>
      <Later label="Views" icon={<IconBookmark size={15} />}>
        {(target) => (
          <lazyMenus.Views
            name={name}
            search={address.search as Record<string, unknown>}
            fields={fields}
            onSet={(patch) => address.set(patch as Partial<S>, 'push')}
          >
            {target}
          </lazyMenus.Views>
        )}
      </Later>
      {hasColumns && (
        <Later label="Columns" icon={<IconColumns3 size={15} />} isSet={columns.isChosen}>
          {(target) => (
            <lazyMenus.Columns columns={columns as ColumnChoice<unknown>}>{target}</lazyMenus.Columns>
          )}
        </Later>
      )}
    </span>
  )
}

interface LaterProps {
  label: string
  icon: ReactNode
  isSet?: boolean
  /** The menu around what opens it. */
  children: (target: ReactNode) => ReactNode
}

function Later({ label, icon, isSet = false, children }: LaterProps) {
  const [isWanted, setWanted] = useState(false)
  const button = (
    <Button
      variant="subtle"
      color="gray"
      className={classes.tool}
      px={8}
      aria-label={label}
      aria-haspopup="menu"
      data-set={isSet || undefined}
      onPointerEnter={lazyMenus.load}
      onFocus={lazyMenus.load}
      onClick={() => setWanted(true)}
    >
      {icon}
      <span className={classes.toolWord}>{label}</span>
    </Button>
  )
  return isWanted ? <Suspense fallback={button}>{children(button)}</Suspense> : button
}
