export const day = {
  menu: 'Day…',
  title: 'Day',
}
