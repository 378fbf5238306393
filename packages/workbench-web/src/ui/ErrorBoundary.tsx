import { Component, type ReactNode } from "react";

export interface ErrorBoundaryProps {
  /** What stands in the place of children that could not be drawn. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** A fault in one part of the page must not take the rest with it. React reports the fault to the console. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
