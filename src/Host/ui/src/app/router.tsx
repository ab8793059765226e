import type { ComponentType } from 'react'
import { createBrowserRouter, Navigate, useParams } from 'react-router'
import { Home } from './home'
import { NotFound } from './not-found'
import { PageError } from './page-error'
import { RequireSignIn } from './require-sign-in'
import { Shell } from './shell'

/** A page's code is fetched when the page is first opened. */
const page = <K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) => ({
  lazy: async () => ({ Component: (await load())[name] }),
})

/** Addresses written by other parts of the platform use the API's nouns. */
const ToVietnamese = ({ to }: { to: string }) => {
  const { id } = useParams()
  return <Navigate replace to={id ? `${to}/${id}` : to} />
}
const aliases = [
  ['cases', '/ca'],
  ['referrals', '/chuyen-gui'],
  ['notices', '/thong-bao'],
  ['training', '/tap-huan'],
  ['indicators', '/chi-tieu'],
  ['audit', '/kiem-tra'],
  ['privacy', '/bao-ve-du-lieu'],
  ['operations', '/quan-tri/xu-ly'],
  ['report', '/bao-tin'],
  ['rights', '/quyen-cua-em'],
  ['sign-in', '/dang-nhap'],
  ['account', '/tai-khoan'],
] as const

export const router = createBrowserRouter([
  {
    Component: Shell,
    ErrorBoundary: PageError,
    HydrateFallback: () => null,
    children: [
      {
        ErrorBoundary: PageError,
        children: [
          { path: 'bao-tin', ...page(() => import('@/features/report/report-page'), 'ReportPage') },
          { path: 'bao-tin/theo-doi', ...page(() => import('@/features/report/follow-up-page'), 'FollowUpPage') },
          { path: 'quyen-cua-em', ...page(() => import('@/features/rights/rights-page'), 'RightsPage') },
          { path: 'loi-moi', ...page(() => import('@/features/administration/accept-page'), 'AcceptPage') },
          { path: 'dang-nhap', ...page(() => import('@/features/sign-in/sign-in-page'), 'SignInPage') },
          {
            Component: RequireSignIn,
            children: [
              { index: true, Component: Home },
              { path: 'tai-khoan', ...page(() => import('@/features/account/account-page'), 'AccountPage') },
              { path: 'vang-mat', ...page(() => import('@/features/delegations/away-page'), 'AwayPage') },
              { path: 'hom-nay', ...page(() => import('@/features/today/today-page'), 'TodayPage') },
              { path: 'ca', ...page(() => import('@/features/cases/case-list-page'), 'CaseListPage') },
              { path: 'ca/mo-khan-cap', ...page(() => import('@/features/cases/urgent-access-page'), 'UrgentAccessPage') },
              { path: 'ca/khoi-luong', ...page(() => import('@/features/cases/lists/caseload-page'), 'CaseloadPage') },
              { path: 'ca/ban-giao', ...page(() => import('@/features/cases/hand-over-page'), 'HandOverPage') },
              { path: 'ca/:id', ...page(() => import('@/features/cases/case-page'), 'CasePage') },
              { path: 'ca/:id/:step', ...page(() => import('@/features/cases/step-page'), 'StepPage') },
              { path: 'chua-gui', ...page(() => import('@/features/cases/waiting/waiting-page'), 'WaitingPage') },
              { path: 'chua-gui/:key', ...page(() => import('@/features/cases/waiting/decision-page'), 'DecisionPage') },
              { path: 'tiep-nhan', ...page(() => import('@/features/cases/transfers-page'), 'TransfersPage') },
              { path: 'so', element: <Navigate replace to="/so/hoan-canh" /> },
              { path: 'so/hoan-canh', ...page(() => import('@/features/registers/circumstances-page'), 'CircumstancesPage') },
              { path: 'so/hoan-canh/moi', ...page(() => import('@/features/registers/new-circumstance-page'), 'NewCircumstancePage') },
              { path: 'so/hoan-canh/:id', ...page(() => import('@/features/registers/circumstance-page'), 'CircumstancePage') },
              { path: 'so/bo-hoc', ...page(() => import('@/features/registers/dropouts-page'), 'DropoutsPage') },
              { path: 'so/bo-hoc/moi', ...page(() => import('@/features/registers/new-dropout-page'), 'NewDropoutPage') },
              { path: 'so/bo-hoc/nhap', ...page(() => import('@/features/registers/import-pupils-page'), 'ImportPupilsPage') },
              { path: 'so/bo-hoc/:id', ...page(() => import('@/features/registers/dropout-page'), 'DropoutPage') },
              { path: 'so/thien-tai', ...page(() => import('@/features/registers/disasters-page'), 'DisastersPage') },
              { path: 'chuyen-gui', ...page(() => import('@/features/referrals/referral-list-page'), 'ReferralListPage') },
              { path: 'chuyen-gui/moi', ...page(() => import('@/features/referrals/new-referral-page'), 'NewReferralPage') },
              { path: 'chuyen-gui/:id', ...page(() => import('@/features/referrals/referral-page'), 'ReferralPage') },
              { path: 'tap-huan', ...page(() => import('@/features/training/training-page'), 'TrainingPage') },
              { path: 'tap-huan/:id', ...page(() => import('@/features/training/session-page'), 'SessionPage') },
              { path: 'chi-tieu', ...page(() => import('@/features/indicators/indicators-page'), 'IndicatorsPage') },
              { path: 'chi-tieu/:code', ...page(() => import('@/features/indicators/indicator-page'), 'IndicatorPage') },
              { path: 'thong-bao', ...page(() => import('@/features/notices/notices-page'), 'NoticesPage') },
              { path: 'quan-tri/nguoi-dung', ...page(() => import('@/features/administration/accounts-page'), 'AccountsPage') },
              { path: 'quan-tri/nguoi-thay', ...page(() => import('@/features/delegations/stand-ins-page'), 'StandInsPage') },
              { path: 'quan-tri/khoa-api', ...page(() => import('@/features/api-keys/api-keys-page'), 'ApiKeysPage') },
              { path: 'quan-tri/to-chuc', ...page(() => import('@/features/organisations/organisations-page'), 'OrganisationsPage') },
              { path: 'quan-tri/to-chuc/nhap', ...page(() => import('@/features/organisations/import-page'), 'ImportPage') },
              { path: 'quan-tri/to-chuc/moi', ...page(() => import('@/features/organisations/new-page'), 'NewPage') },
              { path: 'quan-tri/to-chuc/:id', ...page(() => import('@/features/organisations/organisation-page'), 'OrganisationPage') },
              { path: 'quan-tri/thu-vien', ...page(() => import('@/features/library/library-page'), 'LibraryPage') },
              { path: 'quan-tri/xu-ly', ...page(() => import('@/features/operations/operations-page'), 'OperationsPage') },
              { path: 'bao-su-co', ...page(() => import('@/features/privacy/report-breach-page'), 'ReportBreachPage') },
              { path: 'bao-ve-du-lieu', ...page(() => import('@/features/privacy/requests-page'), 'RequestsPage') },
              { path: 'bao-ve-du-lieu/yeu-cau/:id', ...page(() => import('@/features/privacy/request-page'), 'RequestPage') },
              { path: 'bao-ve-du-lieu/dong-y', ...page(() => import('@/features/privacy/consents-page'), 'ConsentsPage') },
              { path: 'bao-ve-du-lieu/dong-y/:id', ...page(() => import('@/features/privacy/consent-page'), 'ConsentPage') },
              { path: 'bao-ve-du-lieu/luu-xoa', ...page(() => import('@/features/privacy/retention-page'), 'RetentionPage') },
              { path: 'bao-ve-du-lieu/ho-so-xu-ly', ...page(() => import('@/features/privacy/processing-page'), 'ProcessingPage') },
              { path: 'bao-ve-du-lieu/su-co', ...page(() => import('@/features/privacy/breaches-page'), 'BreachesPage') },
              { path: 'bao-ve-du-lieu/su-co/:id', ...page(() => import('@/features/privacy/breach-page'), 'BreachPage') },
              { path: 'bao-ve-du-lieu/cam-ket', ...page(() => import('@/features/privacy/confidentiality-page'), 'ConfidentialityPage') },
              { path: 'kiem-tra', ...page(() => import('@/features/audit/ledger-page'), 'LedgerPage') },
              { path: 'kiem-tra/su-kien', ...page(() => import('@/features/audit/events-page'), 'EventsPage') },
              { path: 'kiem-tra/ai-da-xem', ...page(() => import('@/features/audit/reads-page'), 'ReadsPage') },
              { path: 'kiem-tra/khong-hanh-dong', ...page(() => import('@/features/audit/not-acted-page'), 'NotActedPage') },
              { path: 'kiem-tra/tu-duyet', ...page(() => import('@/features/audit/self-approvals-page'), 'SelfApprovalsPage') },
              { path: 'kiem-tra/bang-chung', ...page(() => import('@/features/audit/evidence-page'), 'EvidencePage') },
            ],
          },
          ...aliases.flatMap(([from, to]) => [
            { path: from, element: <ToVietnamese to={to} /> },
            { path: `${from}/:id`, element: <ToVietnamese to={to} /> },
          ]),
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
])
