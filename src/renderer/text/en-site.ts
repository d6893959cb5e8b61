export const site = {
  menu: 'Doors, rules, notices…',
  title: 'This site',
}
