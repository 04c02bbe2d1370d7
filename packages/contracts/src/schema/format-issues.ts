import type { SchemaIssue } from './schema.ts'

/**
 * One line that says what is wrong with a value: `title: expected string; due.day: expected number`. Fit for a person and for a
 * model that has to try again. It names paths and rules, never the value itself.
 *
 * @example
 * formatIssues([{ message: 'expected string', path: ['title'] }]) // 'title: expected string'
 */
export function formatIssues(issues: readonly SchemaIssue[]): string {
  return issues.map((issue) => prefix(issue) + issue.message).join('; ')
}

function prefix(issue: SchemaIssue): string {
  if (issue.path === undefined || issue.path.length === 0) return ''
  const path = issue.path.map((part) => String(typeof part === 'object' ? part.key : part))
  return `${path.join('.')}: `
}
