import { dictionary } from '@/lib/i18n/texts'

const vi = {
  title: 'Đăng nhập',
  userName: 'Tên đăng nhập',
  password: 'Mật khẩu',
  action: 'Đăng nhập',
  then: 'Sau khi đăng nhập, anh/chị thấy ngay việc cần làm trước.',
  show: 'Hiện mật khẩu',
  reportTitle: 'Lo lắng cho một trẻ em?',
  reportText: 'Báo tin không cần đăng nhập, không cần biết chắc, không cần nói tên mình. Chỉ mất khoảng một phút.',
  reportAction: 'Báo tin ngay',
  followUp: 'Tôi đã báo tin, muốn xem kết quả',
  needUser: 'Hãy nhập tên đăng nhập.',
  needPassword: 'Hãy nhập mật khẩu.',
}

const en: typeof vi = {
  title: 'Sign in',
  userName: 'User name',
  password: 'Password',
  action: 'Sign in',
  then: 'After signing in you see at once what needs doing first.',
  show: 'Show password',
  reportTitle: 'Worried about a child?',
  reportText: 'You can report without signing in, without being certain and without giving your name. It takes about a minute.',
  reportAction: 'Report now',
  followUp: 'I have reported and want to see what became of it',
  needUser: 'Enter your user name.',
  needPassword: 'Enter your password.',
}

export const texts = dictionary(vi, en)
