import { createContext, useContext } from "react";
import type { App } from "../model/app.js";

const Context = createContext<App | undefined>(undefined);

export const AppProvider = Context.Provider;

export function useApp(): App {
  const app = useContext(Context);
  if (app === undefined) throw new Error("useApp outside of AppProvider");
  return app;
}
