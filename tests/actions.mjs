// What a person does, counted: a click, a key, a filled field each counts one.
export class Actions {
  count = 0

  async click(locator, options) {
    this.count += 1
    await locator.click(options)
  }

  async press(page, key) {
    this.count += 1
    await page.keyboard.press(key)
  }

  async fill(locator, text) {
    this.count += 1
    await locator.fill(text)
  }
}
