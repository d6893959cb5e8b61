export const muster = {
  menu: 'Who is inside…',
  title: 'Who is inside',
}
