export const groups = {
  menu: 'Groups…',
  title: 'Groups',
}
