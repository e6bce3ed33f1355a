// Package browser opens the page of a season in a real browser and uses it as a
// reader would. It holds tests alone, so that the command knows no browser.
package browser
