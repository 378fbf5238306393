import { type SerializeOptions, serialize } from "cookie";

/** The cookie that carries the session id, for load balancers that keep a client on one server by it. */
export interface SessionCookieOptions extends SerializeOptions {
  readonly name: string;
}

const DEFAULT: SessionCookieOptions = { name: "io", path: "/", httpOnly: true, sameSite: "lax" };

/** The value of the Set-Cookie header, or undefined when the option is off. */
export function sessionCookie(
  option: boolean | Partial<SessionCookieOptions> | undefined,
  sid: string,
): string | undefined {
  if (option === undefined || option === false) return undefined;
  const { name, ...attributes } = option === true ? DEFAULT : { ...DEFAULT, ...option };
  return serialize(name, sid, attributes);
}
