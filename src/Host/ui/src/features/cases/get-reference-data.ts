import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Template } from '@/lib/api/types'

export const useReferenceData = () =>
  useQuery({ queryKey: ['reference-data'], queryFn: async () => (await api.get('/cases/reference-data')).data, staleTime: 5 * 60_000 })

/** The forms this case is assessed with: those of its school and its day. */
export const useCaseForm = (caseId: string, form: Template['form']) =>
  useQuery({
    queryKey: ['cases', 'forms', caseId],
    queryFn: async () => (await api.get('/cases/{id}/assessment-forms', { path: { id: caseId } })).data.assessmentForms,
    select: (forms) => forms.find((one) => one.form === form) ?? forms[0]!,
  })

/** The rows something was assessed with. */
export const useRowsOf = (form: Template['form'], version: string) =>
  useReferenceData().data?.assessmentTemplates.find((one) => one.form === form && one.version === version)?.rows ?? []
