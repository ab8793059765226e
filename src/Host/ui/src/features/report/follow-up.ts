import { api } from '@/lib/api/client'
import type { UploadRoute } from '@/lib/upload'

const path = (reference: string) => ({ reference: reference.trim() })

/** The code travels in a header, so that it stands in no address, history or log. Who reported while signed in needs none. */
const withCode = (code: string): Record<string, string> => (code.trim() ? { 'X-Follow-Up-Code': code.trim() } : {})

export const readFollowUp = async (reference: string, code: string) => (await api.get('/cases/reports/{reference}', { path: path(reference), headers: withCode(code) })).data

export const sendFollowUpMessage = (reference: string, code: string, text: string, key: string) =>
  api.post('/cases/reports/{reference}/messages', { path: path(reference), body: { text }, headers: withCode(code), key })

/** Where a reporter's file goes. */
export const reportRoute = (reference: string, code: string): UploadRoute => {
  const headers = withCode(code)
  return {
    start: async (body) => (await api.post('/cases/reports/{reference}/attachments/uploads', { path: path(reference), body, headers })).data,
    state: async (upload) => (await api.get('/cases/reports/{reference}/attachments/uploads/{upload}', { path: { ...path(reference), upload }, headers })).data,
    piece: async (upload, body, range, signal) =>
      (await api.put('/cases/reports/{reference}/attachments/uploads/{upload}', { path: { ...path(reference), upload }, body, headers: { ...headers, 'Content-Range': range }, signal })).data,
    finish: (upload, key) => api.post('/cases/reports/{reference}/attachments/uploads/{upload}/completion', { path: { ...path(reference), upload }, headers, key }),
  }
}
