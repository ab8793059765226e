import { api } from '@/lib/api/client'

const path = (reference: string) => ({ reference: reference.trim() })

/** The code travels in a header, so that it stands in no address, history or log. Who reported while signed in needs none. */
const withCode = (code: string): Record<string, string> => (code.trim() ? { 'X-Follow-Up-Code': code.trim() } : {})

export const readFollowUp = async (reference: string, code: string) => (await api.get('/cases/reports/{reference}', { path: path(reference), headers: withCode(code) })).data

export const sendFollowUpMessage = (reference: string, code: string, text: string, key: string) =>
  api.post('/cases/reports/{reference}/messages', { path: path(reference), body: { text }, headers: withCode(code), key })
