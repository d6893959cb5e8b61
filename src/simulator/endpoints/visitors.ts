import { refusal } from '../answer.ts'
import { type Endpoint, reads } from './endpoint.ts'

/** The visitor module is there, but not licensed. A path that is not on this list stays unknown: code 8. */
const PATHS = [
  '/visitor/v2/appointment',
  '/visitor/v1/appointment/registration',
  '/visitor/v2/appointment/update',
  '/visitor/v1/appointment/appointmentlist',
  '/visitor/v1/registerment',
  '/visitor/v1/registerment/update',
  '/visitor/v1/visitor/out',
  '/visitor/v1/appointment/getVisitorStatus',
  '/visitor/v1/register/getVistorRegisterRecord',
  '/visitor/v1/visitor/visitorInfo',
  '/visitor/v1/visitor/qr/get',
  '/visitor/v1/visitorgroups',
  '/visitor/v1/visitorConfig/automaticApproval',
]

export const visitorEndpoints: readonly Endpoint[] = PATHS.map((path) => reads(path, () => refusal('17')))
