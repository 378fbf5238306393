import { lexer, type Token, type Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import styles from "./Markdown.module.css";

/**
 * Markdown as React elements: no text of it ever becomes markup, so HTML in it is shown as it is written.
 * Pictures are named, not fetched: the page asks nobody but its own workbench for anything.
 */
export function Markdown({ text }: { readonly text: string }) {
  return <div className={styles.markdown}>{all(lexer(text))}</div>;
}

/** The tokens of Markdown itself; marked's `Token` also holds one for extensions, in which any field may be anything. */
type Known =
  | Tokens.Blockquote
  | Tokens.Br
  | Tokens.Code
  | Tokens.Codespan
  | Tokens.Def
  | Tokens.Del
  | Tokens.Em
  | Tokens.Escape
  | Tokens.Heading
  | Tokens.Hr
  | Tokens.HTML
  | Tokens.Image
  | Tokens.Link
  | Tokens.List
  | Tokens.Paragraph
  | Tokens.Space
  | Tokens.Strong
  | Tokens.Table
  | Tokens.Text;

function all(tokens: readonly Token[] | undefined): ReactNode {
  return tokens?.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the text is drawn anew as a whole
    <Fragment key={index}>{one(token as Known)}</Fragment>
  ));
}

function one(token: Known): ReactNode {
  switch (token.type) {
    case "heading":
      return heading(token);
    case "paragraph":
      return <p>{all(token.tokens)}</p>;
    case "blockquote":
      return <blockquote>{all(token.tokens)}</blockquote>;
    case "list":
      return list(token);
    case "code":
      return (
        <pre>
          <code>{token.text}</code>
        </pre>
      );
    case "table":
      return table(token);
    case "hr":
      return <hr />;
    case "strong":
      return <strong>{all(token.tokens)}</strong>;
    case "em":
      return <em>{all(token.tokens)}</em>;
    case "del":
      return <del>{all(token.tokens)}</del>;
    case "codespan":
      return <code>{token.text}</code>;
    case "br":
      return <br />;
    case "link":
      return link(token.href, all(token.tokens));
    case "image":
      return link(token.href, token.text === "" ? token.href : token.text);
    case "text":
      return "tokens" in token && token.tokens ? all(token.tokens) : token.text;
    case "escape":
      return token.text;
    case "space":
    case "def":
      return null;
    default:
      return token.raw;
  }
}

/** The page has its own headings above these. */
function heading({ depth, tokens }: Tokens.Heading): ReactNode {
  const content = all(tokens);
  if (depth === 1) return <h3>{content}</h3>;
  return depth === 2 ? <h4>{content}</h4> : <h5>{content}</h5>;
}

function list({ ordered, start, items }: Tokens.List): ReactNode {
  const lines = items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the text is drawn anew as a whole
    <li key={index}>
      {item.task && (
        <input type="checkbox" checked={item.checked === true} disabled readOnly aria-label={item.text} />
      )}
      {all(item.tokens)}
    </li>
  ));
  return ordered ? <ol start={start === "" ? 1 : start}>{lines}</ol> : <ul>{lines}</ul>;
}

function table({ header, rows }: Tokens.Table): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          {header.map((cell, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text is drawn anew as a whole
            <th key={index}>{all(cell.tokens)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the text is drawn anew as a whole
          <tr key={line}>
            {row.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the text is drawn anew as a whole
              <td key={index}>{all(cell.tokens)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Only addresses that a browser opens as a page or a letter; `javascript:` and the like stay text. */
function link(href: string, content: ReactNode): ReactNode {
  if (!/^(https?:\/\/|mailto:)/i.test(href)) return content;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {content}
    </a>
  );
}
