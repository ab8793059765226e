import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Field } from '@/components/field'
import { FormFrame } from '@/components/form'
import { useForm } from '@/components/use-form'
import { api, newKey } from '@/lib/api/client'
import { common } from '@/lib/i18n/common'
import { asked, type CaseSearch } from '../list-cases'
import { addressOf } from './address'
import { texts } from './texts'

const key = ['case-views']

/** The caller's own views as links, and the way to keep the present one. */
export const SavedViews = ({ search, me }: { search: CaseSearch; me: string }) => {
  const t = texts.useTexts()
  const [address] = useSearchParams()
  const [saving, setSaving] = useState(false)
  const views = useQuery({ queryKey: key, queryFn: async () => (await api.get('/cases/views')).data.items }).data ?? []
  const now = [...address].sort().join()
  return (
    <div className="row saved-views">
      {views.length > 0 && (
        <nav className="row" aria-label={t.saved}>
          {views.map((view) => {
            const to = addressOf({ ...asked(view.filter), byRisk: view.byRisk || undefined } as CaseSearch, me)
            return (
              <Link key={view.id} to={`/ca?${to}`} className="saved-view" aria-current={[...to].sort().join() === now ? 'true' : undefined}>
                {view.name}
              </Link>
            )
          })}
        </nav>
      )}
      <Button look="quiet" onClick={() => setSaving(true)}>
        {t.save}
      </Button>
      {saving && <SaveDialog search={search} views={views} close={() => setSaving(false)} />}
    </div>
  )
}

const SaveDialog = ({ search, views, close }: { search: CaseSearch; views: { id: string; name: string }[]; close: () => void }) => {
  const t = texts.useTexts()
  const c = common.useTexts()
  const cache = useQueryClient()
  const form = useForm({
    initial: { name: '' },
    validate: (values): Record<string, string> => (values.name.trim() ? {} : { name: c.required }),
    send: async (values) => {
      const { byRisk, ...filter } = search
      await api.put('/cases/views/{id}', { path: { id: newKey() }, body: { name: values.name.trim(), filter: asked({ ...filter, words: undefined }), byRisk: byRisk ?? false } })
      form.clean()
      await cache.invalidateQueries({ queryKey: key })
      close()
    },
  })
  const remove = async (id: string) => {
    await api.delete('/cases/views/{id}', { path: { id } })
    await cache.invalidateQueries({ queryKey: key })
  }
  return (
    <Dialog title={t.saveTitle} onClose={close}>
      <FormFrame form={form} action={t.save} then={t.saveThen}>
        <Field bind={form.bind('name')} label={t.name} hint={t.nameHint} maxLength={60} autoComplete="off" />
      </FormFrame>
      {views.length > 0 && (
        <ul className="saved-list" aria-label={t.saved}>
          {views.map((view) => (
            <li key={view.id} className="row-between">
              <span>{view.name}</span>
              <Button look="quiet" aria-label={t.remove(view.name)} onClick={() => void remove(view.id)}>
                {t.removed}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
