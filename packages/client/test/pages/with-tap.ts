// A page's module with the tap.
import "../../src/tap.js";

export * from "../../src/browser.js";
