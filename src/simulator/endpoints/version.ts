import { done } from '../answer.ts'
import { type Endpoint, reads } from './endpoint.ts'

export const versionEndpoints: readonly Endpoint[] = [
  // The key really is produceName.
  reads('/common/v1/version', () =>
    done({ produceName: 'HikCentral Professional', softVersion: 'V3.1.1.0' }),
  ),
]
