import { dictionary } from '@/lib/i18n/texts'

/** Who reads: 6 to 10, 11 to 15, 16 and 17 years, adults. */
export type Reader = 'young' | 'middle' | 'older' | 'adult'

const vi = {
  title: 'Chuyện của em được giữ thế nào',
  lead: 'Chọn tuổi của người đọc.',
  who: 'Ai đọc',
  young: '6–10 tuổi',
  middle: '11–15 tuổi',
  older: '16–17 tuổi',
  adult: 'Người lớn',
  call: 'Gọi 111: miễn phí, cả ngày lẫn đêm',
  notices: {
    young: {
      parts: ['Vì sao thầy cô ghi lại?', 'Thầy cô ghi những gì?', 'Ai được đọc?', 'Kể với người khác không?', 'Giữ bao lâu?', 'Em được làm gì?'],
      words: [
        'Khi em gặp chuyện buồn hoặc sợ, thầy cô ghi lại để giúp em được an toàn.',
        'Tên em, lớp của em, chuyện đã xảy ra, và những gì thầy cô đã làm để giúp em. Ai kể cho thầy cô biết thì tên người đó được giữ kín.',
        'Chỉ những người giúp em: cô chú công tác xã hội, thầy cô phụ trách, và cán bộ xã nếu cần. Người làm em sợ không được đọc.',
        'Thầy cô không đem chuyện của em kể cho bạn bè hay đưa lên mạng. Muốn đưa ảnh hay chuyện của em lên đâu, phải hỏi em và bố mẹ trước.',
        'Đến khi em lớn và một thời gian sau đó. Rồi tên em và chuyện của em được xóa hẳn.',
        'Em được hỏi “Thầy cô ghi gì về con?”, được nói “Chỗ này chưa đúng”, và được nói “Con không muốn”. Em hỏi cô chú công tác xã hội hoặc thầy cô em tin. Em cũng gọi được số 111.',
      ],
    },
    middle: {
      parts: ['Ai giữ dữ liệu của em, để làm gì?', 'Giữ những gì?', 'Ai xem được?', 'Giữ bao lâu?', 'Em có quyền gì?'],
      words: [
        'Trường của em giữ, để bảo vệ em và giúp em. Luật Trẻ em giao việc này cho trường và Ủy ban nhân dân xã.',
        'Tên, lớp, ngày sinh, chuyện đã xảy ra, sức khỏe, gia đình và những gì đã làm để giúp em. Chỉ ghi điều cần. Tên người báo tin được giữ kín.',
        'Người phụ trách ca của em ở trường, và ở xã khi trường đã thông báo. Nơi giúp em chỉ thấy phần được chọn gửi. Mỗi lần xem đều được ghi lại. Người bị nghi làm hại em và người thân của họ không xem được, dù họ làm việc ở trường.',
        'Hồ sơ bảo vệ trẻ em: đến khi em 18 tuổi, thêm 10 năm. Hồ sơ khác ngắn hơn. Hết hạn thì hai người quyết định xóa, và không ai đọc lại được.',
        'Được biết, được xem, được sửa chỗ sai, được phản đối, được rút lại điều đã đồng ý. Đăng ảnh hay chuyện của em thì phải có cả em và bố mẹ đồng ý. Em nói với cô chú công tác xã hội hoặc thầy cô em tin.',
      ],
    },
    older: {
      parts: ['Bên kiểm soát và mục đích', 'Dữ liệu nào', 'Chia sẻ với ai', 'Thời hạn', 'Quyền của em'],
      words: [
        'Nhà trường là bên kiểm soát dữ liệu; người vận hành nền tảng chỉ xử lý thay. Mục đích là bảo vệ em và làm công tác xã hội trường học, theo Luật Trẻ em và Nghị định 56/2017/NĐ-CP.',
        'Định danh, việc đã xảy ra, sức khỏe, tâm lý, gia đình, việc học, các bước hỗ trợ. Phần lớn là dữ liệu cá nhân nhạy cảm, được mã hóa bằng khóa riêng của em.',
        'Ủy ban nhân dân xã, công an, cơ sở cung cấp dịch vụ, theo nghĩa vụ luật hoặc khi em và người đại diện đồng ý. Mỗi lần chia sẻ ghi rõ căn cứ.',
        'Bảo vệ trẻ em: đến 18 tuổi, thêm 10 năm; bạo lực học đường và tư vấn: thêm 5 năm; tin không xác thực: 2 năm. Sau đó khóa bị hủy.',
        'Biết, truy cập, chỉnh sửa, hạn chế, phản đối, xóa trong phạm vi luật cho phép, rút đồng ý, khiếu nại. Trường phản hồi trong 2 ngày làm việc và trả lời trong hạn của Nghị định 356/2025/NĐ-CP. Nếu người đại diện của em chính là người bị nghi vấn, họ không được xem và không trả lời thay em. Em hỏi nhân viên công tác xã hội, đầu mối bảo vệ trẻ em của trường hoặc người phụ trách bảo vệ dữ liệu.',
      ],
    },
    adult: {
      parts: ['Bên kiểm soát, mục đích, căn cứ', 'Dữ liệu', 'Người nhận', 'Thời hạn lưu', 'Quyền và cách yêu cầu'],
      words: [
        'Nhà trường (hoặc cơ quan chủ quản) là bên kiểm soát; người vận hành nền tảng là bên xử lý. Tiếp nhận tin, bảo vệ và can thiệp khẩn cấp là nghĩa vụ theo luật, không chờ đồng ý. Tư vấn tự nguyện chia sẻ ra ngoài, chuyển gửi cơ sở ngoài nhà nước khi không khẩn cấp, truyền thông và nghiên cứu chỉ làm khi có đồng ý.',
        'Dữ liệu của trẻ, người báo tin và những người liên quan. Ai báo tin, kể cả khi đã đăng nhập, được giữ kín: hồ sơ chỉ ghi “Người báo tin”, trừ khi họ đồng ý nêu tên.',
        'Ủy ban nhân dân xã, công an, Tổng đài 111, cơ sở cung cấp dịch vụ: chỉ những trường thông tin người gửi đã chọn. Không chuyển ra nước ngoài.',
        'Theo bảng thời hạn lưu của nền tảng; lệnh giữ hồ sơ trong tố tụng tạm dừng việc xóa. Việc xóa cần hai người và có giấy chứng nhận.',
        'Gửi yêu cầu tới trường hoặc người phụ trách bảo vệ dữ liệu. Người đại diện thực hiện quyền của trẻ, trừ khi họ có xung đột lợi ích với trẻ. Từ 7 tuổi, trẻ cũng được hỏi ý kiến.',
      ],
    },
  },
}

const en: typeof vi = {
  title: 'How your story is kept',
  lead: 'Choose the age of the reader.',
  who: 'Who reads',
  young: '6–10 years',
  middle: '11–15 years',
  older: '16–17 years',
  adult: 'Adults',
  call: 'Call 111: free, day and night',
  notices: {
    young: {
      parts: ['Why do teachers write it down?', 'What do they write?', 'Who may read it?', 'Do they tell others?', 'How long is it kept?', 'What may you do?'],
      words: [
        'When something makes you sad or afraid, the teachers write it down so that they can help you be safe.',
        'Your name, your class, what happened, and what the teachers did to help. Whoever told the teachers: their name is kept secret.',
        'Only the people who help you: the school social worker, the teachers in charge, and the commune officer if needed. Whoever frightened you may not read it.',
        'Teachers do not tell your story to friends or put it online. Before a picture or a story of you goes anywhere, you and your parents are asked.',
        'Until you are grown up and some time after. Then your name and your story are erased for good.',
        'You may ask “What did you write about me?”, say “This is not right”, and say “I do not want that”. Ask the school social worker or a teacher you trust. You can also call 111.',
      ],
    },
    middle: {
      parts: ['Who keeps your data, and what for?', 'What is kept?', 'Who can see it?', 'How long?', 'What are your rights?'],
      words: [
        'Your school, to protect and help you. The Law on Children gives this task to the school and the commune People’s Committee.',
        'Name, class, day of birth, what happened, health, family, and what was done to help. Only what is needed. The name of whoever reported is kept secret.',
        'Those in charge of your case at school, and at the commune once it was told. A service that helps you sees only what was chosen for it. Every look is recorded. Whoever is suspected of harming you, and their relatives, cannot see it even if they work at the school.',
        'Child protection: until you are 18, and 10 years more. Other files are kept shorter. Then two persons decide to erase it, and nobody can read it again.',
        'To know, to see, to have mistakes mended, to object, to take back what you agreed to. A picture or story of you needs both you and your parents. Tell the social worker or a teacher you trust.',
      ],
    },
    older: {
      parts: ['Controller and purpose', 'Which data', 'Shared with whom', 'How long', 'Your rights'],
      words: [
        'The school is the controller; the operator of the platform only processes for it. The purpose is to protect you and to do school social work, under the Law on Children and Decree 56/2017.',
        'Identity, what happened, health, state of mind, family, studies, the steps of support. Most of it is sensitive personal data, encrypted under a key of your own.',
        'The commune People’s Committee, the police, service providers: by legal duty, or when you and your representative agree. Each share names its basis.',
        'Child protection: until 18, and 10 years; school violence and counselling: 5 years more; unfounded reports: 2 years. Then the key is destroyed.',
        'To know, access, correct, restrict, object, erase within the law, withdraw consent, complain. The school acknowledges within 2 working days and answers within the limits of Decree 356/2025. If your representative is the very person suspected, they may not see it and do not answer for you. Ask the school social worker, the school’s child-protection focal person or the data protection officer.',
      ],
    },
    adult: {
      parts: ['Controller, purpose, basis', 'Data', 'Recipients', 'Retention', 'Rights and how to ask'],
      words: [
        'The school (or the body above it) is the controller, the operator of the platform the processor. Taking reports, protection and emergency steps are legal duties and never wait for consent. Voluntary counselling shared outside, referral to a non-state provider outside an emergency, communications and research need consent.',
        'Data of the child, of the informant and of others concerned. Who reported is kept secret, even when they were signed in: the file says “Informant” only, unless they agreed to be named.',
        'The commune People’s Committee, the police, hotline 111, service providers: only the fields the sender ticked. Nothing goes abroad.',
        'As the platform’s retention table says; a legal hold stops erasure. Erasing takes two persons and leaves a certificate.',
        'Ask the school or the data protection officer. A representative exercises the child’s rights unless they are in conflict with the child. From the age of 7 the child is asked as well.',
      ],
    },
  },
}

export const texts = dictionary(vi, en)

/** All there are, in both languages. */
export const notices = { vi: vi.notices, en: en.notices }
