import { useQuery } from '@tanstack/react-query'
import { api } from './api/client'
import { dictionary } from './i18n/texts'

export const outsideKey = ['outside-sign-in']

/** The outside provider of this platform, if it has one, and whether one's own account is linked to it. */
export const useOutside = () => useQuery({ queryKey: outsideKey, queryFn: async ({ signal }) => (await api.get('/access/outside-sign-in', { signal })).data, staleTime: 5 * 60_000 })

/** The part of the address by which the provider's way back says how it went; "xong" when it went well. */
export const returned = 'nha-cung-cap'
export const wentWell = 'xong'

const vi = {
  went: {
    'tu-choi': (name: string) => `Chưa xong: anh/chị đã dừng ở ${name}, hoặc nơi đó không cho phép.`,
    'het-han': () => 'Lần này đã quá lâu, đã dùng rồi hoặc bắt đầu từ trình duyệt khác. Hãy bắt đầu lại.',
    'khong-hop-le': (name: string) => `Không xác minh được câu trả lời của ${name}. Hãy thử lại; vẫn vậy thì báo người quản trị.`,
    'khong-ket-noi': (name: string) => `Hiện không kết nối được với ${name}. Hãy dùng tên đăng nhập và mật khẩu, hoặc thử lại sau.`,
    'qua-nhieu': () => 'Đã thử quá nhiều lần. Hãy chờ vài phút rồi thử lại.',
  },
  provider: 'nhà cung cấp',
}

const en: typeof vi = {
  went: {
    'tu-choi': (name) => `Not done: you stopped at ${name}, or it did not allow it.`,
    'het-han': () => 'This took too long, was used already or began in another browser. Please begin again.',
    'khong-hop-le': (name) => `The answer of ${name} could not be verified. Try again; if that does not help, tell the administrator.`,
    'khong-ket-noi': (name) => `${name} cannot be reached at the moment. Use your user name and password, or try again later.`,
    'qua-nhieu': () => 'There were too many tries. Wait a few minutes and try again.',
  },
  provider: 'the provider',
}

const texts = dictionary(vi, en)

/** In words, how the way back from the provider went; undefined when it went well or nobody came from there. */
export const useWentWrong = (how: string | null) => {
  const t = texts.useTexts()
  const name = useOutside().data?.provider ?? t.provider
  if (!how || how === wentWell) return undefined
  return (t.went[how as keyof typeof t.went] ?? t.went['khong-hop-le'])(name)
}
