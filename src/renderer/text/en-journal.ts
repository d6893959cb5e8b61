export const journal = {
  menu: 'All passages…',
  title: 'Passages',
}
