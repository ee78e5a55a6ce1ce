import { IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { rhythmWords } from '../../../../src/api/rhythm.ts'
import type { Source } from '../../../../src/api/source.ts'
import { sourceList } from '../../../../src/api/whole-lists.ts'
import { datasetsQuery } from '../../queries/data.ts'
import { useLocalList } from '../../queries/local-list.ts'
import { sourcesQuery } from '../../queries/sources.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { CardLine } from '../../ui/CardLine.tsx'
import { counted } from '../../ui/format.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { Page } from '../../ui/Page.tsx'
import { Status } from '../../ui/Status.tsx'
import { sortingOf } from '../../ui/sorting.ts'
import type { Column } from '../../ui/Table.tsx'
import { Ago, Until } from '../../ui/Time.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import classes from './Data.module.css'
import { sourceLook, sourceStates } from './source-words.ts'

/** Where the rows of all datasets come from, and how that stands. */
export function SourcesScreen() {
  const address = useListAddress(useSearch({ from: '/shell/data/sources' }))
  const sources = useQuery(sourcesQuery)
  const datasets = useQuery(datasetsQuery).data
  const nameOf = useMemo(() => {
    const names = new Map((datasets ?? []).map(({ id, name }) => [id, name]))
    return (id: string) => names.get(id)
  }, [datasets])
  const words = useMemo(() => sourceList(nameOf), [nameOf])
  const columns = useMemo(() => columnsWith(nameOf), [nameOf])
  const button = (
    <ButtonLink to="/data/connect" leftSection={<IconLink size={15} />}>
      Connect a table
    </ButtonLink>
  )
  return (
    <Page
      width="full"
      title="Sources"
      parent={{ to: '/data', label: 'Data' }}
      lead="Where the rows of your tables come from, and when they are read again."
      actions={sources.data && sources.data.length > 0 ? button : null}
    >
      <ListFrame
        name="sources"
        label="Sources"
        address={address}
        list={useLocalList(sources, address.search, words)}
        columns={columns}
        card={cardOf}
        sorting={sortingOf(address, '')}
        rowKey={keyOf}
        rowWords={({ title }) => title}
        searchLabel="Search sources"
        filters={[
          {
            name: 'state',
            label: 'State',
            any: 'Any state',
            choices: sourceStates.map((state) => ({ value: state, label: sourceLook({ state }).word })),
          },
        ]}
        failed="The sources could not be loaded"
        empty={{
          icon: IconLink,
          title: 'No source yet',
          text: 'A table can be read again from where it lives: a link, a Google sheet, a folder, a database or a Wix collection. By hand, on a rhythm, or when a webhook calls.',
          action: button,
        }}
        noMatch={{
          title: 'No source matches',
          text: `There ${sources.data?.length === 1 ? 'is' : 'are'} ${counted(sources.data?.length ?? 0, 'source')}.`,
        }}
      />
    </Page>
  )
}

const keyOf = ({ id }: Source) => id

function columnsWith(nameOf: (datasetId: string) => string | undefined): Column<Source>[] {
  return [
    { id: 'name', header: 'From', sort: 'name', render: Title },
    {
      id: 'dataset',
      header: 'Data',
      sort: 'dataset',
      width: '18%',
      wide: 'phone',
      render: ({ datasetId }) => (datasetId && nameOf(datasetId)) ?? '',
    },
    {
      id: 'kind',
      header: 'Kind',
      sort: 'kind',
      width: '150px',
      wide: true,
      render: ({ kindName }) => kindName,
    },
    { id: 'state', header: 'State', sort: 'state', width: '160px', render: State },
    {
      id: 'rhythm',
      header: 'Read again',
      width: '190px',
      wide: true,
      render: ({ rhythm }) => rhythmWords(rhythm),
    },
    {
      id: 'checked',
      header: 'Checked',
      sort: 'checked',
      width: '120px',
      render: ({ checkedAt }) => <Ago at={checkedAt} />,
    },
    {
      id: 'changed',
      header: 'Last change',
      sort: 'changed',
      width: '120px',
      optional: true,
      render: ({ changedAt }) => <Ago at={changedAt} />,
    },
    {
      id: 'next',
      header: 'Next',
      sort: 'next',
      width: '150px',
      optional: true,
      render: ({ nextAt }) => nextAt !== null && <Until at={nextAt} />,
    },
  ]
}

/** Leads to its dataset; before there is one, to its first import. */
function Title({ title, datasetId, importId }: Source) {
  if (datasetId !== null)
    return (
      <Link to="/data/$id" params={{ id: datasetId }} search={{ tab: 'source' }} className={classes.name}>
        {title}
      </Link>
    )
  if (importId !== null)
    return (
      <Link to="/data/imports/$id" params={{ id: importId }} className={classes.name}>
        {title}
      </Link>
    )
  return title
}

function State(source: Source) {
  const { tone, sign, word } = sourceLook(source)
  return (
    <Status tone={tone} sign={sign}>
      {word}
    </Status>
  )
}

/** On a phone, below what it is called. */
function cardOf(source: Source) {
  return (
    <>
      <CardLine>
        <State {...source} />
        <Ago at={source.checkedAt} />
      </CardLine>
      <CardLine>
        <span>{rhythmWords(source.rhythm)}</span>
        <span>{source.kindName}</span>
      </CardLine>
    </>
  )
}
