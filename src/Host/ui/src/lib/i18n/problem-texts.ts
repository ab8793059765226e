import { isProblem, NoConnection } from '../api/problem'
import { dictionary, word } from './texts'

const vi = {
  noConnection: 'Chưa có kết nối mạng. Những gì anh/chị đã nhập vẫn còn ở đây; hãy thử lại khi có mạng.',
  unexpected: 'Hệ thống gặp trục trặc. Hãy thử lại sau ít phút; nếu việc gấp, gọi 111.',
  source: (text: string) => `Căn cứ: ${text}`,
  ownRule: '(quy tắc của nền tảng)',
  allowed: 'Việc có thể làm:',
  trace: (id: string) => `Mã tra cứu khi cần hỗ trợ: ${id}`,
  byType: {
    '/problems/invalid-request': 'Một vài chỗ cần xem lại trước khi gửi.',
    '/problems/unauthenticated': 'Phiên làm việc đã hết. Hãy đăng nhập lại.',
    '/problems/sign-in-failed': 'Tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đang tạm khóa vì nhập sai nhiều lần.',
    '/problems/session-locked': 'Màn hình đã khóa. Mở lại rồi gửi lần nữa.',
    '/problems/forbidden': 'Vai trò của anh/chị không được làm việc này.',
    '/problems/not-found': 'Không tìm thấy, hoặc anh/chị không được xem.',
    '/problems/changed-meanwhile': 'Người khác vừa thay đổi trong lúc anh/chị đang nhập.',
    '/problems/key-reused': 'Lần gửi này trùng với một lần gửi trước có nội dung khác. Hãy tải lại trang rồi gửi lại.',
    '/problems/busy': 'Hệ thống đang bận. Hãy thử lại sau vài giây.',
    '/problems/reading-not-recorded': 'Chưa ghi được nhật ký xem nên chưa hiển thị nội dung. Hãy thử lại sau vài giây.',
  } as Record<string, string>,
}

const en: typeof vi = {
  noConnection: 'There is no network connection yet. What you typed is still here; try again once you are online.',
  unexpected: 'Something went wrong on our side. Try again in a few minutes; if it is urgent, call 111.',
  source: (text) => `Legal basis: ${text}`,
  ownRule: '(rule of this platform)',
  allowed: 'What you can do instead:',
  trace: (id) => `Code to quote when asking for help: ${id}`,
  byType: {
    '/problems/invalid-request': 'A few things need another look before sending.',
    '/problems/unauthenticated': 'Your session has ended. Please sign in again.',
    '/problems/sign-in-failed': 'The user name or password is not right, or the account is paused after several wrong tries.',
    '/problems/session-locked': 'The screen was locked. Open it again and send once more.',
    '/problems/forbidden': 'Your role does not allow this.',
    '/problems/not-found': 'Not found, or not yours to see.',
    '/problems/changed-meanwhile': 'Someone else changed this while you were typing.',
    '/problems/key-reused': 'This was sent before with different content. Reload the page and send again.',
    '/problems/busy': 'The system is busy. Try again in a few seconds.',
    '/problems/reading-not-recorded': 'The read could not be recorded, so nothing is shown. Try again in a few seconds.',
  },
}

export const problemTexts = dictionary(vi, en)

/** What to tell a person about an error. A rule's own words (already in their language) win over ours. */
export const useProblemMessage = () => {
  const t = problemTexts.useTexts()
  return (error: unknown): string => {
    if (error instanceof NoConnection) return t.noConnection
    if (!isProblem(error)) return t.unexpected
    const known = word(t.byType, error.type)
    if (known !== error.type) return known
    const { title, detail } = error.document
    return [...new Set([title, detail])].filter(Boolean).join('. ').replaceAll('..', '.') || t.unexpected
  }
}

/** Sources mark what is a rule of the platform and not of the law by [D]: for people in words. */
export const readSource = (source: string, ownRule: string): string => source.replaceAll('[D]', ownRule)
