import type { Api } from '../../shared/hcp-view.ts'

/** Where each API lives, below `/artemis/api`. The only place where HCP's paths stand. */
export const pathOf: Readonly<Record<Api, string>> = {
  version: '/common/v1/version',
  org: '/resource/v1/org/rootOrg',
  levels: '/acs/v1/privilege/group',
  doors: '/resource/v1/acsDoor/acsDoorList',
  personAdd: '/resource/v1/person/single/add',
  personUpdate: '/resource/v1/person/single/update',
  personFace: '/resource/v1/person/face/update',
  personInfo: '/resource/v1/person/personCode/personInfo',
  personDelete: '/resource/v1/person/single/delete',
  personPages: '/resource/v1/person/personList',
  levelAdd: '/acs/v1/privilege/group/single/addPersons',
  levelRemove: '/acs/v1/privilege/group/single/deletePersons',
  levelMembers: '/acs/v1/privilege/group/single/personList',
  // Works for persons too, despite its name.
  apply: '/visitor/v1/auth/reapplication',
  applyErrors: '/acs/v1/auth/applicationResult',
  // The letters ID are literally in the path.
  doorStatus: '/visitor/v1/person/ID/elementDownloadDetail',
  events: '/acs/v1/door/events',
  eventPicture: '/acs/v1/event/pictures',
  eventPush: '/eventService/v1/eventSubscriptionView',
}
