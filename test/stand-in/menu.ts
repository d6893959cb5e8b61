// Menu: a tree that can be searched and clicked. Nothing is drawn.
import { NotImitated, onlyImitatedClass } from './host.ts'

type Click = (item: MenuItem, window?: unknown, event?: unknown) => void
type Template = {
  readonly id?: string
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly accelerator?: string
  readonly enabled?: boolean
  readonly visible?: boolean
  readonly checked?: boolean
  readonly click?: Click
  readonly submenu?: readonly Template[] | Menu
}

export class MenuItem {
  readonly id: string | undefined
  readonly role: string | undefined
  readonly type: string
  readonly accelerator: string | undefined
  readonly submenu: Menu | undefined
  label: string
  enabled: boolean
  visible: boolean
  checked: boolean
  readonly #click: Click | undefined

  constructor(template: Template) {
    const { submenu } = template
    this.id = template.id
    this.role = template.role
    this.type = template.type ?? (submenu ? 'submenu' : 'normal')
    this.accelerator = template.accelerator
    this.label = template.label ?? template.role ?? ''
    this.enabled = template.enabled ?? true
    this.visible = template.visible ?? true
    this.checked = template.checked ?? false
    this.#click = template.click
    this.submenu =
      submenu instanceof Menu || submenu === undefined ? submenu : Menu.buildFromTemplate(submenu)
  }

  click(event?: unknown, window?: unknown): void {
    if (!this.#click) throw new NotImitated(`the menu role ${this.role ?? this.label}`)
    this.#click(this, window, event)
  }
}

export class Menu {
  static #ofApplication: Menu | null = null
  readonly items: MenuItem[] = []

  static buildFromTemplate(templates: readonly (Template | MenuItem)[]): Menu {
    const menu = new Menu()
    for (const one of templates) menu.append(one instanceof MenuItem ? one : new MenuItem(one))
    return menu
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#ofApplication = menu
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#ofApplication
  }

  append(item: MenuItem): void {
    this.items.push(item)
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
}

onlyImitatedClass('MenuItem', MenuItem)
onlyImitatedClass('Menu', Menu)
